import type { Document } from '../../../../src/model/document.ts'
import type { Owned, Sources } from '../../../../src/model/ecosystem.ts'
import { commandsIn, type RepositoryCommand } from '../../../common/commands.ts'
import { type RepositoryVariable, variableFiles, variablesIn } from '../../../common/variables.ts'
import type { Argument } from '../config/arguments.ts'
import type { Root } from '../config/roots.ts'
import { rootAbove } from '../config/roots.ts'
import type { Installed } from '../installed/installed.ts'
import type { Invocation } from './invocation.ts'
import { pytestWords } from './program-words.ts'
import { commonFolder, exists, type Selection, selectionOf } from './selection.ts'
import { environmentOf, pytestVariables, variablesFor } from './variables.ts'

/** `-n auto`, `--numprocesses=4`; none at all has `-n 0`. */
const ASKS = String.raw`\s["']?-(?:n["']?(?:[ =]|[ ]?\\\n\s{0,40})?["']?(?:auto|logical|[1-9])|-numprocesses\b|-tx\b)`

/** Texts in which pytest is started with workers, on its line or on one that it goes on to, or told of them by a variable. */
const WORKERS = new RegExp(
  [
    String.raw`\bpy\.?test\b(?:[^\n]{0,600}?|[^]{0,200}?)${ASKS}`,
    String.raw`\bPYTEST_ADDOPTS\b[^]{0,200}?${ASKS.replace(String.raw`\s["']?`, String.raw`[\s"'=]`)}`,
    String.raw`\bPYTEST_XDIST_AUTO_NUM_WORKERS\b`,
  ].join('|'),
)

/** Files that start pytest, or set variables for it; without workers they say nothing that matters here. */
export const STARTING_FILES: readonly Owned[] = variableFiles(WORKERS)

/** What the commands and the variables of a repository start beside a plain pytest, by the folder of its root. */
export function invocationsOutside(
  sources: Sources,
  roots: readonly Root[],
  installed: Installed,
): ReadonlyMap<string, readonly Invocation[]> {
  const variables = pytestVariables(variablesIn(sources, WORKERS))
  const started = commandsIn(sources, WORKERS)
    .filter(({ command }) => pytestWords(command.words))
    .slice(0, MOST)
    .flatMap(command => startOf(command, sources) ?? [])
  const found = new Map<string, Invocation[]>()
  for (const one of started) {
    const { document } = one.command.written
    add(rootOf(one, roots, sources), document, invocationOf(one, variablesFor(one.command, variables)))
  }
  for (const alone of withoutCommands(variables, started).slice(0, MOST)) {
    const [variable] = alone
    add(rootOfVariable(variable, roots), variable.written.document, invocationOfVariables(alone))
  }
  return found

  function add(root: Root | undefined, document: Document, invocation: Invocation): void {
    if (!root || isMissing(root, document)) return
    const all = found.get(root.folder) ?? []
    found.set(root.folder, all)
    const same = all.filter(({ when }) => when === invocation.when).length
    all.push(same === 0 ? invocation : { ...invocation, name: `${invocation.name} (${same + 1})` })
  }

  /** Without pytest-xdist pytest stops. Pipelines install it with commands of their own. */
  function isMissing({ folder }: Root, { path }: Document): boolean {
    return (
      !/\bxdist\b/.test(sources.text(path) ?? '') &&
      installed.presence('pytest-xdist', folder).state === 'absent'
    )
  }
}

/** More than anybody writes: a file of nothing but commands would be looked at for long. */
const MOST = 500

interface Start {
  readonly command: RepositoryCommand
  readonly arguments: readonly Argument[]
  readonly selection: Selection
}

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

function invocationOf(one: Start, variables: readonly RepositoryVariable[]): Invocation {
  const { command: startedBy, arguments: command, selection } = one
  const { when, kind } = startedBy
  return { name: when, when, kind, ...environmentOf(variables), command, startedBy, selection }
}

function invocationOfVariables(all: readonly [RepositoryVariable, ...RepositoryVariable[]]): Invocation {
  const [{ when, kind }] = all
  return { name: when, when, kind, ...environmentOf(all), command: [] }
}

/** Variables for what only runs pytest in the end: `make test`, an image, a service. Those of one place are one group. */
function withoutCommands(
  variables: readonly RepositoryVariable[],
  started: readonly Start[],
): readonly (readonly [RepositoryVariable, ...RepositoryVariable[]])[] {
  const seen = new Set(started.flatMap(({ command }) => variablesFor(command, variables)))
  const groups = new Map<string, [RepositoryVariable, ...RepositoryVariable[]]>()
  for (const variable of variables) {
    if (seen.has(variable)) continue
    const key = JSON.stringify([variable.written.document.path, variable.when])
    const group = groups.get(key)
    if (group) group.push(variable)
    else groups.set(key, [variable])
  }
  return [...groups.values()]
}

/** pytest looks for its configuration from the paths that it is given upwards, else from where it runs. */
function rootOf({ command, selection }: Start, roots: readonly Root[], sources: Sources): Root | undefined {
  const { runsIn } = command
  if (runsIn === undefined) return onlyOne(roots)
  // A pipeline has checked out something else there.
  if (!exists(runsIn, sources)) return undefined
  return rootAbove(commonFolder(selection) ?? runsIn, roots) ?? onlyOne(roots)
}

/** An environment file is read where it lies. */
function rootOfVariable({ kind, folder }: RepositoryVariable, roots: readonly Root[]): Root | undefined {
  if (kind === 'env-file') return roots.find(root => root.folder === folder)
  return rootAbove(folder, roots) ?? onlyOne(roots)
}

/** A repository with one suite runs that one. */
function onlyOne([first, ...others]: readonly Root[]): Root | undefined {
  return others.length === 0 ? first : undefined
}
