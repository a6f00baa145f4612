import { basename, dirname, relative } from 'node:path'
import type { Argv, CommandModule } from 'yargs'
import type { BaselineUpdate } from '../../session/baselines.ts'
import { UsageError } from '../../session/usage-error.ts'
import { type CommonFlags, withRunOptions } from '../options.ts'
import { runWatched } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

interface BaselineFlags extends CommonFlags {
  prune?: boolean
}

/** `memlint baseline`: accept what is found today, so that only what is new fails. */
export function baselineCommand(
  terminal: Terminal,
  exit: (code: number) => void,
): CommandModule<object, BaselineFlags> {
  return {
    command: 'baseline [paths..]',
    describe: 'Accept what is found today',
    builder: yargs =>
      withRunOptions(yargs).option('prune', {
        group: 'Baseline:',
        type: 'boolean',
        describe: 'Accept nothing new, and take out what is gone',
      }) as Argv<BaselineFlags>,
    handler: async flags => exit(await writeBaselines(flags, terminal)),
  }
}

async function writeBaselines(flags: BaselineFlags, terminal: Terminal): Promise<number> {
  const [{ updatedBaselines }, { writeAll }] = await Promise.all([
    import('../../session/baselines.ts'),
    import('../../project/write.ts'),
  ])
  const request = { ...flags, cwd: terminal.cwd, baseline: false }
  const { projects } = await runWatched(request, terminal, flags.quiet)
  const failures = projects.flatMap(({ report }) => report.failures)
  if (failures.length > 0) {
    terminal.err(failures.map(failure => `memlint failed: ${failure}\n`).join(''))
    return 2
  }
  const notes = new Set(projects.flatMap(({ report }) => report.notes))
  for (const update of updatedBaselines(projects, flags.prune === true)) {
    const { file, before, after } = update
    const shown = relative(terminal.cwd, file).replaceAll('\\', '/')
    if (flags.prune && before === undefined) throw new UsageError(`there is no ${shown} to prune`)
    if (before === undefined && update.accepted === 0) {
      terminal.out('nothing was found: there is nothing to accept\n')
      continue
    }
    if (before !== after) {
      const refused = writeAll(dirname(file), [{ path: basename(file), before, after }])
      if (refused) throw new UsageError(refused.refused)
    }
    terminal.out(`${shown}: ${summary(update)}\n`)
  }
  if (!flags.quiet) terminal.out([...notes].map(note => `note: ${note}\n`).join(''))
  return 0
}

function summary({ accepted, added, removed }: BaselineUpdate): string {
  return `accepts ${accepted} ${accepted === 1 ? 'finding' : 'findings'} (${added} new, ${removed} gone)`
}
