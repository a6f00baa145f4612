import type { Owned, Sources } from '../../../../src/model/ecosystem.ts'
import { commandsIn, MAKEFILE, type RepositoryCommand, startingFiles } from '../../../common/commands.ts'
import { type RepositoryVariable, variableFiles, variablesIn } from '../../../common/variables.ts'
import type { Argument } from '../config/arguments.ts'
import { pytestWords } from './program-words.ts'
import { type Selection, selectionOf } from './selection.ts'
import { pytestVariables } from './variables.ts'

/** `-n auto`, `--numprocesses=4`; none at all has `-n 0`. */
const ASKS = String.raw`\s["']?-(?:n["']?(?:[ =]|[ ]?\\\r?\n\s{0,40})?["']?(?:auto|logical|[1-9])|-numprocesses\b|-tx\b)`

/** Texts in which pytest is started with workers, on its line or on one that it goes on to, or told of them by a variable. */
const WORKERS = new RegExp(
  [
    String.raw`\bpy\.?test\b(?:[^\n]{0,600}?|[^]{0,200}?)${ASKS}`,
    String.raw`\bPYTEST_ADDOPTS\b[^]{0,200}?${ASKS.replace(String.raw`\s["']?`, String.raw`[\s"'=]`)}`,
    String.raw`\bPYTEST_XDIST_AUTO_NUM_WORKERS\b`,
  ].join('|'),
)

/** Where pytest's own configuration asks for workers, what starts it without a word of them starts them, too. */
const CONFIGURATION = /(^|\/)(\.?pytest\.(ini|toml)|pyproject\.toml|tox\.ini|setup\.cfg)$/
const ASKED = /\baddopts\b[\s\S]{0,600}?[\s[,=]["']?(-n|--numprocesses\b|--tx\b)/
const PLAIN = /\bpy\.?test\b|\bPYTEST_(ADDOPTS|XDIST_AUTO_NUM_WORKERS)\b/

/** Files that start pytest, or set variables for it; without workers they say nothing that matters here. */
export const STARTING_FILES: readonly Owned[] = [
  ...variableFiles(WORKERS),
  ...startingFiles(/\bpy\.?test\b/, {
    path: new RegExp(`${CONFIGURATION.source}|(^|/)package\\.json$|${MAKEFILE.source}`),
    mentions: new RegExp(`${ASKED.source}|${WORKERS.source}`),
  }),
]

/** A command of the repository that starts pytest. */
export interface Start {
  readonly command: RepositoryCommand
  readonly arguments: readonly Argument[]
  readonly selection: Selection
}

/** As many as are looked at. */
export function startsIn(sources: Sources): readonly Start[] {
  return commandsIn(sources, mentionsIn(sources))
    .filter(({ command }) => pytestWords(command.words))
    .slice(0, MOST)
    .flatMap(command => startOf(command, sources) ?? [])
}

/** The variables that pytest reads, in the same files. */
export function variablesOf(sources: Sources): readonly RepositoryVariable[] {
  return pytestVariables(variablesIn(sources, mentionsIn(sources)))
}

function mentionsIn(sources: Sources): RegExp {
  const asks = sources.matching(CONFIGURATION).some(path => ASKED.test(sources.text(path) ?? ''))
  return asks ? PLAIN : WORKERS
}

/** More than anybody writes: a file of nothing but commands would be looked at for long. */
export const MOST = 500

/** Undefined for what starts no tests, for another configuration than the one that pytest finds, and behind `--`. */
function startOf(command: RepositoryCommand, sources: Sources): Start | undefined {
  const words = pytestWords(command.command.words)
  if (!words || words.some(({ text }) => ELSE.test(text))) return undefined
  const { runsIn } = command
  const known = runsIn === undefined ? [] : words.map(({ value }) => value)
  return {
    command,
    selection: selectionOf(known, runsIn ?? '', sources),
    arguments: words.map(word => {
      const { of: at, start, end } = command.spanAt(word)
      const shape = word.plain ? 'embedded' : 'closed'
      return { text: word.value ?? word.text, at, start, end, source: { setting: at, shape } }
    }),
  }
}

const ELSE =
  /^(--|-h|--help|-V|--version|--collect-only|--co|--fixtures|--markers|--pdb|--trace|-c.*|--config-file(=.*)?)$/
