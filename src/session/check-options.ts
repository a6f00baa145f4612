import type { Plugin } from '../model/plugin.ts'
import type { Progress } from '../model/progress.ts'

/** What to look at and how, on the command line or through the API. */
export interface CheckOptions {
  /** The working directory: paths are relative to it, and so are those of the reports. Default: the process's own. */
  readonly cwd?: string
  /** Folders and files; the working directory when empty. A folder is a project, a file a filter on its project. */
  readonly paths?: readonly string[]
  /** Names of presets or of hosts of the configuration: evaluated instead of what the configuration says. */
  readonly host?: readonly string[]
  /** Memory of the host with a unit: `16GiB` and `16G` are binary, `16GB` is decimal. */
  readonly memory?: string
  /** Logical cpus of the host, at least 1. */
  readonly cpus?: number
  /** How many runs share the machine (worktrees, agents), at least 1. */
  readonly share?: number
  /** A configuration file; false for none. Default: the nearest upwards. */
  readonly config?: string | false
  /** False: what the baseline accepts is reported like everything else. */
  readonly baseline?: boolean
  /** Rule ids or ecosystems: only these. Each may hold several, separated by commas. */
  readonly select?: readonly string[]
  /** Rule ids or ecosystems: not these. */
  readonly ignore?: readonly string[]
  /** Other people's rules: files to load, or what such a file exports. */
  readonly plugin?: readonly (string | Plugin)[]
  /** The text of one file, which counts instead of what is on disk; `paths` do not count then. */
  readonly stdin?: { readonly path: string; readonly text: string }
  /** Told where the run is, for every folder and file: to be quick. */
  readonly onProgress?: (progress: SessionProgress) => void
}

/** Where a run over several projects is. */
export interface SessionProgress extends Progress {
  /** 1 for the first one. */
  readonly project: number
  /** Those that are known so far. */
  readonly projects: number
}
