import type { Span } from '../../src/model/document.ts'
import type { Owned, Sources } from '../../src/model/ecosystem.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { ShellCommand, ShellScript } from '../../src/model/shell.ts'
import { dockerfileRuns } from './commands/dockerfile-runs.ts'
import { gitlabJobs } from './commands/gitlab-jobs.ts'
import { makefileRecipes } from './commands/makefile-recipes.ts'
import { packageScripts } from './commands/package-scripts.ts'
import { type Piece, pieceOfScript } from './commands/pieces.ts'
import type { CommandFile, PlacedScript } from './commands/places.ts'
import { workflowSteps } from './commands/workflow-steps.ts'

/** One script of the repository, read. */
export interface RepositoryScript extends PlacedScript {
  readonly script: ShellScript
  /** What stands between two offsets of its text. */
  pieceAt(span: Span): Piece
}

/** One command of the repository. */
export interface RepositoryCommand extends Omit<RepositoryScript, 'written' | 'lineAt'> {
  readonly command: ShellCommand
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

/** Every script of the files that mention a tool, file by file and in order. */
export function scriptsIn(sources: Sources, mentions: RegExp): readonly RepositoryScript[] {
  return [...eachScript(sources, mentions)]
}

/** The same, one at a time: reading a script takes longer than looking for a word in it. */
export function* eachScript(
  sources: Sources,
  mentions: RegExp,
  isWorthReading: (text: string) => boolean = () => true,
): Generator<RepositoryScript> {
  for (const file of FILES) {
    for (const path of sources.matching(file.path)) {
      const document = mentions.test(sources.text(path) ?? '') ? sources.document(path) : undefined
      for (const placed of document ? file.scriptsIn(document) : []) {
        if (!isWorthReading(placed.written.value)) continue
        const script = sources.script(withoutExpressions(placed.written.value))
        yield { ...placed, script, pieceAt: span => pieceOfScript(placed, span) }
      }
    }
  }
}

/** `${{ matrix.jobs }}` as a variable of the same length: something nobody can tell, and no mistake of the shell's. */
function withoutExpressions(script: string): string {
  return script.replace(/\$\{\{.{0,500}?\}\}/g, written => `\${${'_'.repeat(written.length - 3)}}`)
}

/** Every command of the files that mention a tool, file by file and in order. */
export function commandsIn(sources: Sources, mentions: RegExp): readonly RepositoryCommand[] {
  return scriptsIn(sources, mentions).flatMap(commandsOf)
}

/** The commands of a script, in order. */
export function commandsOf({ written, lineAt, ...script }: RepositoryScript): readonly RepositoryCommand[] {
  return script.script.commands.map(command => {
    const text = written.value.slice(command.start, command.end)
    const part = text.split('\n')[0] ?? text
    return { ...script, command, written: { ...(lineAt?.(command.start) ?? written), part } }
  })
}
