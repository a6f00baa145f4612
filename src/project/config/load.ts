import { relative } from 'node:path'
import type { Config } from '../../model/config.ts'
import { candidates } from './candidates.ts'
import { defaultConfig } from './defaults.ts'
import type { At } from './plain.ts'
import type { KnownNames } from './resolve.ts'

export interface LoadOptions {
  /** Where to begin: an absolute folder. */
  readonly start: string
  /** A configuration file that was named, absolute; nothing is searched then. */
  readonly file?: string
  readonly known: KnownNames
}

/** A configuration and where it comes from. */
export interface LoadedConfig {
  readonly config: Config
  /** Absolute; undefined when there is none and the defaults hold. */
  readonly file?: string
  /** Its folder: the root of the project. */
  readonly folder?: string
  /** The top-level keys that the file has. */
  readonly written: ReadonlySet<string>
  /** `memlint.config.json:12`, for a place in the file. */
  where(at: At): string
  readonly notes: readonly string[]
}

/**
 * The configuration for a folder: the nearest upwards. Throws ConfigError when it cannot be used, or when
 * one folder has two. What reads and checks configurations is loaded only when there is one.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  if (options.file !== undefined) {
    const { readConfigFile } = await import('./read-config.ts')
    return readConfigFile(options.file, options)
  }
  const notes: string[] = []
  for (const { folder, files, code } of candidates(options.start)) {
    for (const name of code) {
      notes.push(
        `${relative(options.start, folder) || '.'}/${name} is not read: memlint executes no configuration`,
      )
    }
    if (files.length === 0) continue
    const { readConfigIn } = await import('./read-config.ts')
    const loaded = await readConfigIn(folder, files, options)
    if (loaded) return { ...loaded, notes: [...notes, ...loaded.notes] }
  }
  return unconfigured(notes)
}

/** The defaults alone. */
export function unconfigured(notes: readonly string[] = []): LoadedConfig {
  return { config: defaultConfig(), written: new Set(), where: () => 'default', notes }
}
