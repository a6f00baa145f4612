import type { Argv, Options } from 'yargs'

/** Each says in which part of the help it stands. */
const FLAGS = {
  host: {
    group: 'Hosts:',
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Evaluate for this host: a preset or one of the configuration (repeatable)',
  },
  memory: {
    group: 'Hosts:',
    type: 'string',
    requiresArg: true,
    describe: 'Memory of the host: 16GiB, 16G (binary), 16GB (decimal)',
  },
  cpus: { group: 'Hosts:', type: 'number', requiresArg: true, describe: 'Cpus of the host' },
  share: {
    group: 'Hosts:',
    type: 'number',
    requiresArg: true,
    describe: 'How many runs share the machine (worktrees, agents)',
  },
  config: {
    group: 'Configuration:',
    type: 'string',
    requiresArg: true,
    describe: 'Configuration file; --no-config uses none',
  },
  plugin: {
    group: 'Configuration:',
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Run the rules of this JavaScript file too (repeatable)',
  },
  'print-config': {
    group: 'Configuration:',
    type: 'boolean',
    describe: 'Print the effective configuration, with origins, and stop',
  },
  format: {
    group: 'Report:',
    type: 'string',
    array: true,
    requiresArg: true,
  },
  'output-file': {
    group: 'Report:',
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Write the report there and text to the terminal; repeatable',
  },
  quiet: {
    group: 'Report:',
    type: 'boolean',
    describe: 'Leave out notes, ignored findings and those below --fail-on',
  },
  verbose: {
    group: 'Report:',
    type: 'boolean',
    describe: 'Show everything, every row of every sum included',
  },
  color: {
    group: 'Report:',
    type: 'boolean',
    describe: 'Colours, or none with --no-color; default: on a terminal',
  },
} as const satisfies Record<string, Options>

export const CHECK_FLAGS = {
  fix: { group: 'Fixing:', type: 'boolean', describe: 'Apply the safe fixes' },
  'unsafe-fixes': {
    group: 'Fixing:',
    type: 'boolean',
    describe: 'With --fix or --diff: also fixes that may change results',
  },
  diff: {
    group: 'Fixing:',
    type: 'boolean',
    describe: 'Print what the fixes would change, and write nothing',
  },
  baseline: {
    group: 'Findings:',
    type: 'boolean',
    default: true,
    describe: 'Leave out what memlint-baseline.json accepts; --no-baseline shows it',
  },
  select: {
    group: 'Findings:',
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Only these rules or ecosystems (repeatable)',
  },
  ignore: {
    group: 'Findings:',
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Not these rules or ecosystems (repeatable)',
  },
  'fail-on': {
    group: 'Findings:',
    choices: ['error', 'warning', 'info'],
    describe: 'Exit 1 from here on: error, warning (the default), info',
  },
  'max-warnings': {
    group: 'Findings:',
    type: 'number',
    requiresArg: true,
    describe: 'Tolerate this many warnings',
  },
  'exit-zero': { group: 'Findings:', type: 'boolean', describe: 'Exit 0 whatever is found' },
  'stdin-filename': {
    group: 'Findings:',
    type: 'string',
    requiresArg: true,
    describe: 'Read this file from standard input',
  },
} as const satisfies Record<string, Options>

/** `--format` of a command that looks at a repository. */
function formatOption(choices: readonly string[]): Options {
  return {
    ...FLAGS.format,
    choices,
    describe: `${choices.join(', ')} (repeatable, one for each --output-file)`,
  }
}

export const OPTION_NAMES: readonly string[] = [
  ...Object.keys(FLAGS),
  ...Object.keys(CHECK_FLAGS),
  ...['list', 'prune', 'yes', 'dry-run', 'runner'],
  ...['help', 'version'],
]

/** Options that may be given several times. */
export const REPEATABLE: ReadonlySet<string> = new Set([
  ...['host', 'select', 'ignore', 'plugin'],
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
  plugin?: string[]
  printConfig?: boolean
  /** In the order of the files they are for. */
  format?: string[]
  outputFile?: string[]
  quiet?: boolean
  verbose?: boolean
  color?: boolean
}

/** `formats` are those that the command can print. */
export function withCommonOptions(yargs: Argv, formats: readonly string[] = ['text', 'json']): Argv {
  return withPaths(yargs).options({ ...FLAGS, format: formatOption(formats) })
}

/** For the commands that look at a repository and print no report of it. */
export function withRunOptions(yargs: Argv): Argv {
  const { host, memory, cpus, share, config, plugin, quiet } = FLAGS
  return withPaths(yargs).options({ host, memory, cpus, share, config, plugin, quiet })
}

function withPaths(yargs: Argv): Argv {
  const describe = 'Folders and files to look at; default: this folder'
  return yargs
    .positional('paths', { type: 'string', array: true, describe })
    .middleware(takePathsBehindDashes)
}

/** For the commands that speak of rules and look at no repository. */
export function withPluginOption(yargs: Argv): Argv {
  return yargs.option('plugin', FLAGS.plugin)
}

/** `memlint --fix -- FILES`: what follows the dashes is a path, whatever it looks like. yargs keeps it apart. */
function takePathsBehindDashes(flags: { paths: string[] | undefined; '--'?: unknown }): void {
  const behind = Array.isArray(flags['--']) ? flags['--'].map(String) : []
  if (behind.length > 0) flags.paths = [...(flags.paths ?? []), ...behind]
}
