import type { Fix } from '../../../src/model/fix.ts'
import { TABLE_VERSION } from './rust-analyzer-keys.ts'
import type { VainSetting } from './vain-settings.ts'

/**
 * What nobody reads any more is removed; what would have an effect elsewhere is moved there, and that is unsafe
 * because it brings the setting to life.
 */
export function fixFor({ reason, entry, ops }: VainSetting): Fix {
  const title = `remove ${entry.name}`
  switch (reason.is) {
    case 'dead':
      if (reason.pinned)
        return { title, safety: 'unsafe', why: 'the server of server.path may be old enough to read it', ops }
      return { title, safety: 'safe', ops }
    case 'never':
    case 'obsolete':
      return { title, safety: 'safe', ops }
    case 'hints':
      if (!reason.off) return { title, safety: 'safe', ops }
      return {
        title: 'turn inlay hints off for Rust in the editor',
        safety: 'unsafe',
        why: 'hints that are shown today disappear',
        ops,
      }
    case 'unknown':
      if (reason.near)
        return { title: `correct the name, or ${title}`, safety: 'manual', why: 'what was meant is a guess' }
      return { title, safety: 'unsafe', why: `a newer release than ${TABLE_VERSION} may know it`, ops }
    case 'macros':
      return { title: 'turn procedural macros off too', safety: 'unsafe', why: MACROS, ops }
    case 'language':
      if (reason.inForce)
        return {
          title,
          safety: 'unsafe',
          why: 'its value is lost; the one outside the block holds, as it does today',
          ops,
        }
      return {
        title: `move ${entry.name} out of ${reason.block}`,
        safety: 'unsafe',
        why: 'it takes effect there',
        ops,
      }
    case 'machine':
      return {
        title: 'move it to the user settings of each machine',
        safety: 'manual',
        why: "of a repository's files only a dev container's settings can set it",
      }
  }
}

const MACROS =
  'rust-analyzer does not know then what derive and attribute macros generate; it keeps less (rust-analyzer#21382: 3 GB instead of 11)'
