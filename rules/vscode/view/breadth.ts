import type { Note } from '../../../src/model/finding.ts'
import type { Value } from '../../../src/model/value.ts'
import { type EditorFolder, effective } from './folders.ts'
import { PREFIX } from './rust-analyzer.ts'

/** Settings that make rust-analyzer load or check more than a package at a time, the heaviest first. */
export function broadSettings(view: EditorFolder): readonly Note[] {
  return BROAD.flatMap(({ name, isBroad, message }) => {
    const entry = effective(view, PREFIX + name)
    return entry && isBroad(entry.setting.value) ? [{ at: entry.setting, message }] : []
  })
}

const BROAD: readonly { name: string; isBroad(value: Value): boolean; message: string }[] = [
  {
    name: 'rustc.source',
    isBroad: value => value !== null,
    message: 'rustc.source loads the compiler itself: only for work on it',
  },
  {
    name: 'linkedProjects',
    isBroad: value => Array.isArray(value) && value.length > 5,
    message: 'list only the linkedProjects you work on; a user setting can be shorter than the shared one',
  },
  {
    name: 'cargo.features',
    isBroad: value => value === 'all',
    message: 'cargo.features "all" analyses every feature',
  },
  {
    name: 'check.features',
    isBroad: value => value === 'all',
    message: 'check.features "all" checks every feature on each save',
  },
  {
    name: 'check.extraArgs',
    isBroad: value => Array.isArray(value) && value.includes('--all-features'),
    message:
      'check.extraArgs --all-features checks every feature on each save; check.workspace: false limits it to the package',
  },
]
