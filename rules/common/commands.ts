import type { Span } from '../../src/model/document.ts'
import type { Owned, Sources } from '../../src/model/ecosystem.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { ShellCommand, ShellScript } from '../../src/model/shell.ts'
import { CALLS } from './commands/called-scripts.ts'
import { callersOf } from './commands/callers.ts'
import { dockerfileRuns } from './commands/dockerfile-runs.ts'
import { gitlabJobs } from './commands/gitlab-jobs.ts'
import { makefileRecipes } from './commands/makefile-recipes.ts'
import { packageScripts } from './commands/package-scripts.ts'
import { type Piece, type PlacedSpan, pieceOfScript, spanOfScript } from './commands/pieces.ts'
import type { CommandFile, PlacedScript } from './commands/places.ts'
import { workflowSteps } from './commands/workflow-steps.ts'
import { folderAfter, workingFolders } from './commands/working-folders.ts'

/** One script of the repository, read. */
export interface RepositoryScript extends PlacedScript {
  readonly script: ShellScript
  /** What stands between two offsets of its text. */
  pieceAt(span: Span): Piece
  /** The same without what tells it from others like it. */
  spanAt(span: Span): PlacedSpan
}

/** One command of the repository. */
export interface RepositoryCommand extends Omit<RepositoryScript, 'written' | 'lineAt'> {
  readonly command: ShellCommand
  /** Where it stands, with the command as the piece that is meant; for fixes that splice a part of it. */
  readonly written: Setting<string>
  /** The folder in which it runs, with every `cd` before it; undefined where that cannot be told. */
  readonly runsIn: string | undefined
  /** The commands of pipelines that call the script or the recipe in which it stands. */
  callers(): readonly RepositoryCommand[]
}

const FILES: readonly CommandFile[] = [
  ...[packageScripts, workflowSteps, gitlabJobs],
  ...[makefileRecipes, dockerfileRuns],
]

/** The files in which commands stand, read only where their text mentions a tool. */
export function commandFiles(mentions: RegExp): readonly Owned[] {
  return FILES.map(({ path, format }) => ({ path, format, mentions, runs: mentions }))
}

/** The files in which a job may start something, at once or through others, that `number` says a number for. */
export function startingFiles(tool: RegExp, number: NonNullable<Owned['besides']>[number]): readonly Owned[] {
  const besides = [number, A_PIPELINE]
  return commandFiles(new RegExp(`${tool.source}|${CALLS.source}`)).map(file => ({ ...file, besides }))
}

const A_PIPELINE = { path: new RegExp(`${workflowSteps.path.source}|${gitlabJobs.path.source}`) }

/** The files in which scripts and recipes are called that mention a tool. */
export function callingFiles(mentions: RegExp): readonly Owned[] {
  const path = new RegExp(`${packageScripts.path.source}|${MAKEFILE.source}`)
  return startingFiles(CALLS, { path, mentions })
}

export const MAKEFILE = makefileRecipes.path

/** Those of them that are pipelines. */
export function pipelineFiles(mentions: RegExp): readonly Owned[] {
  return [workflowSteps, gitlabJobs].map(({ path, format }) => ({ path, format, mentions, runs: mentions }))
}

/** Every script of the files that mention a tool, file by file and in order. */
export function scriptsIn(sources: Sources, mentions: RegExp): readonly RepositoryScript[] {
  return [...eachScript(sources, mentions)]
}

/** The same, one at a time: reading a script takes longer than looking for a word in it. */
export function* eachScript(
  sources: Sources,
  mentions: RegExp,
  isWorthReading: (script: PlacedScript) => boolean = () => true,
): Generator<RepositoryScript> {
  for (const file of FILES) {
    for (const path of sources.matching(file.path)) {
      const document = mentions.test(sources.text(path) ?? '') ? sources.document(path) : undefined
      for (const placed of document ? file.scriptsIn(document) : []) {
        if (!isWorthReading(placed)) continue
        const script = sources.script(withoutExpressions(placed.written.value))
        yield {
          ...placed,
          script,
          pieceAt: span => pieceOfScript(placed, span),
          spanAt: span => spanOfScript(placed, span),
        }
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
  return [...eachCommand(sources, mentions)]
}

/** The same, one at a time, of the scripts whose text is worth reading, and of those that say where they work. */
export function* eachCommand(
  sources: Sources,
  mentions: RegExp,
  isWorthReading: (text: string) => boolean = () => true,
): Generator<RepositoryCommand> {
  let before: RepositoryScript | undefined
  let folder: string | undefined
  const mayMatter = ({ kind, written: { value } }: PlacedScript) =>
    isWorthReading(value) || (kind === 'gitlab' && /\b(cd|pushd|popd)\b/.test(value))
  for (const placed of eachScript(sources, mentions, mayMatter)) {
    const { written, lineAt, ...script } = placed
    const own = placed.startsElsewhere ? undefined : placed.folder
    const from = before && sharesShell(before, placed) ? folder : own
    const folders = workingFolders(placed.script, written.value, from)
    folder = folderAfter(placed.script, written.value, from)
    before = placed
    for (const [index, command] of placed.script.commands.entries()) {
      const text = written.value.slice(command.start, command.end)
      const part = text.split('\n')[0] ?? text
      const place = { ...(lineAt?.(command.start) ?? written), part }
      const callers = () => callersOf(placed, sources, commandsIn)
      yield { ...script, command, written: place, runsIn: folders[index], callers }
    }
  }
}

/** The lines of a GitLab job are one script; a step, a recipe's line and a `RUN` have a shell each. */
function sharesShell(before: RepositoryScript, script: RepositoryScript): boolean {
  const isSameJob = before.written.document === script.written.document && before.when === script.when
  return script.kind === 'gitlab' && isSameJob && script.written.at[1] !== 'after_script'
}
