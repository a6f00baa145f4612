import type { Argv } from 'yargs'
import { FORMAT_NAMES } from '../report/formats.ts'

const FLAGS = {
  host: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Evaluate for this host: a preset or one of the configuration (repeatable)',
  },
  memory: {
    type: 'string',
    requiresArg: true,
    describe: 'Memory of the host: 16GiB, 16G (binary), 16GB (decimal)',
  },
  cpus: { type: 'number', requiresArg: true, describe: 'Cpus of the host' },
  share: {
    type: 'number',
    requiresArg: true,
    describe: 'How many runs share the machine (worktrees, agents)',
  },
  config: { type: 'string', requiresArg: true, describe: 'Configuration file; --no-config uses none' },
  'print-config': { type: 'boolean', describe: 'Print the effective configuration, with origins, and stop' },
  format: {
    type: 'string',
    array: true,
    requiresArg: true,
    choices: ['text', 'json'],
    describe: 'Format of the report (repeatable, one for each --output-file)',
  },
  'output-file': {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Write the report there, beside text on the terminal (repeatable)',
  },
  quiet: { type: 'boolean', describe: 'Leave out notes, ignored findings and those below --fail-on' },
  verbose: { type: 'boolean', describe: 'Show everything, every row of every sum included' },
  color: { type: 'boolean', describe: 'Colours; NO_COLOR and FORCE_COLOR are honoured' },
} as const

export const CHECK_FLAGS = {
  format: { ...FLAGS.format, choices: FORMAT_NAMES },
  fix: { type: 'boolean', describe: 'Apply the safe fixes' },
  'unsafe-fixes': { type: 'boolean', describe: 'With --fix or --diff: also fixes that may change results' },
  diff: { type: 'boolean', describe: 'Print what the fixes would change, and write nothing' },
  select: { type: 'string', array: true, requiresArg: true, describe: 'Only these rules or ecosystems' },
  ignore: { type: 'string', array: true, requiresArg: true, describe: 'Not these rules or ecosystems' },
  'fail-on': {
    choices: ['error', 'warning', 'info'],
    describe: 'Exit 1 from this severity on (default: warning)',
  },
  'max-warnings': { type: 'number', requiresArg: true, describe: 'Tolerate this many warnings' },
  'exit-zero': { type: 'boolean', describe: 'Exit 0 whatever is found' },
  'stdin-filename': { type: 'string', requiresArg: true, describe: 'Read this file from standard input' },
} as const

export const OPTION_NAMES: readonly string[] = [
  ...Object.keys(FLAGS),
  ...Object.keys(CHECK_FLAGS),
  ...['list', 'help', 'version'],
]

/** Options that may be given several times. */
export const REPEATABLE: ReadonlySet<string> = new Set([
  ...['host', 'select', 'ignore'],
  ...['format', 'output-file'],
])

/** What every command that looks at a repository takes. `config` is false after --no-config. */
export interface CommonFlags {
  paths?: string[]
  host?: string[]
  memory?: string
  cpus?: number
  share?: number
  config?: string | false
  printConfig?: boolean
  /** In the order of the files they are for. */
  format?: string[]
  outputFile?: string[]
  quiet?: boolean
  verbose?: boolean
  color?: boolean
}

export function withCommonOptions(yargs: Argv): Argv {
  return yargs
    .positional('paths', { type: 'string', array: true, describe: 'Folders and files; default: this folder' })
    .options(FLAGS)
    .middleware(takePathsBehindDashes)
    .group(['host', 'memory', 'cpus', 'share'], 'Hosts:')
    .group(['config', 'print-config'], 'Configuration:')
    .group(['format', 'output-file', 'quiet', 'verbose', 'color'], 'Report:')
}

/** `memlint --fix -- FILES`: what follows the dashes is a path, whatever it looks like. yargs keeps it apart. */
function takePathsBehindDashes(flags: { paths: string[] | undefined; '--'?: unknown }): void {
  const behind = Array.isArray(flags['--']) ? flags['--'].map(String) : []
  if (behind.length > 0) flags.paths = [...(flags.paths ?? []), ...behind]
}
