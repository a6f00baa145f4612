import type { Argv, CommandModule } from 'yargs'
import { type Terminal, usesColor } from '../terminal.ts'
import { uninterrupted } from '../uninterrupted.ts'

interface InitFlags {
  yes?: boolean
  dryRun?: boolean
  runner?: boolean
  host?: string[]
  color?: boolean
}

/** `memlint init`: sets memlint up in a repository, once somebody has seen what that changes. */
export function initCommand(
  terminal: Terminal,
  exit: (code: number) => void,
): CommandModule<object, InitFlags> {
  return {
    command: 'init',
    describe: 'Set memlint up: hosts, a hook, a workflow',
    builder: yargs => yargs.options(INIT_FLAGS) as Argv<InitFlags>,
    handler: async flags => exit(await init(flags, terminal)),
  }
}

const INIT_FLAGS = {
  yes: { group: 'Setting up:', type: 'boolean', describe: 'Apply the changes without asking' },
  'dry-run': {
    group: 'Setting up:',
    type: 'boolean',
    describe: 'Show the changes, and neither ask nor write',
  },
  runner: {
    group: 'Setting up:',
    type: 'boolean',
    describe: 'Also write scripts/memlint-run.sh and .ps1, which start tests and builds with what fits',
  },
  host: {
    group: 'Hosts:',
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Declare this preset instead of what the repository shows (repeatable)',
  },
  color: { group: 'Report:', type: 'boolean', describe: 'Colours; NO_COLOR and FORCE_COLOR are honoured' },
} as const

/** 0: set up, nothing to do, or nothing wanted · 2: nothing could be written. */
async function init(flags: InitFlags, terminal: Terminal): Promise<0 | 2> {
  const [{ prepareInit }, { initReport }] = await Promise.all([
    import('../../session/init.ts'),
    import('../../report/init.ts'),
  ])
  const prepared = await prepareInit({
    cwd: terminal.cwd,
    ...(flags.host && { host: flags.host }),
    runner: flags.runner === true,
  })
  const { outcome } = prepared
  terminal.out(initReport(outcome, { color: usesColor(flags.color, terminal) }))
  if (outcome.changes.length === 0 || flags.dryRun) return 0
  const answer = flags.yes ? 'yes' : await terminal.ask('\nApply these changes? [y/N] ')
  if (answer === undefined) {
    terminal.out('\nNothing was written, since nobody can be asked here: memlint init --yes applies this.\n')
    return 0
  }
  if (!/^y(es)?$/i.test(answer.trim())) {
    terminal.out('Nothing was written.\n')
    return 0
  }
  const refused = await prepared.write(uninterrupted)
  if (refused) {
    terminal.err(`memlint: nothing was written: ${refused.refused}\n`)
    return 2
  }
  const files = outcome.changes.length
  terminal.out(`\n${files} ${files === 1 ? 'file' : 'files'} written.\n`)
  return 0
}
