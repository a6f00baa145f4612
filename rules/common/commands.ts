import type { Owned, Sources } from '../../src/model/ecosystem.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { ShellCommand, ShellScript } from '../../src/model/shell.ts'
import { dockerfileRuns } from './commands/dockerfile-runs.ts'
import { gitlabJobs } from './commands/gitlab-jobs.ts'
import { makefileRecipes } from './commands/makefile-recipes.ts'
import { packageScripts } from './commands/package-scripts.ts'
import type { CommandFile, PlacedScript } from './commands/places.ts'
import { workflowSteps } from './commands/workflow-steps.ts'

/** One command of the repository. */
export interface RepositoryCommand extends Omit<PlacedScript, 'written' | 'lineAt'> {
  readonly command: ShellCommand
  /** All of the script that it is part of. */
  readonly script: ShellScript
  /** Where it stands, with the command as the piece that is meant; for fixes that splice a part of it. */
  readonly written: Setting<string>
}

const FILES: readonly CommandFile[] = [
  ...[packageScripts, workflowSteps, gitlabJobs],
  ...[makefileRecipes, dockerfileRuns],
]

/** The files in which commands stand, read only where their text mentions a tool. */
export function commandFiles(mentions: RegExp): readonly Owned[] {
  return FILES.map(({ path, format }) => ({ path, format, mentions, runs: mentions }))
}

/** Every command of the files that mention a tool, file by file and in order. */
export function commandsIn(sources: Sources, mentions: RegExp): readonly RepositoryCommand[] {
  return FILES.flatMap(({ path, scriptsIn }) =>
    sources
      .matching(path)
      .filter(file => mentions.test(sources.text(file) ?? ''))
      .flatMap(file => sources.document(file) ?? [])
      .flatMap(scriptsIn)
      .flatMap(placed => commandsOf(placed, sources)),
  )
}

function commandsOf({ written, lineAt, ...where }: PlacedScript, sources: Sources): RepositoryCommand[] {
  const script = sources.script(written.value)
  return script.commands.map(command => {
    const text = written.value.slice(command.start, command.end)
    const part = text.split('\n')[0] ?? text
    return { ...where, command, script, written: { ...(lineAt?.(command.start) ?? written), part } }
  })
}
