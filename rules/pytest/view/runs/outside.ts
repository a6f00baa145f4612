import type { Document } from '../../../../src/model/document.ts'
import type { Owned, Sources } from '../../../../src/model/ecosystem.ts'
import { commandsIn, MAKEFILE, type RepositoryCommand, startingFiles } from '../../../common/commands.ts'
import { folderOf, withSteps } from '../../../common/paths.ts'
import { startedInJobs } from '../../../common/pipelines/in-jobs.ts'
import { type RepositoryVariable, variableFiles, variablesIn } from '../../../common/variables.ts'
import type { Argument } from '../config/arguments.ts'
import type { Root } from '../config/roots.ts'
import { rootAbove } from '../config/roots.ts'
import type { Installed } from '../installed/installed.ts'
import type { Invocation } from './invocation.ts'
import { pytestWords } from './program-words.ts'
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

/** What the commands and the variables of a repository start beside a plain pytest, by the folder of its root. */
export function invocationsOutside(
  sources: Sources,
  roots: readonly Root[],
  installed: Installed,
): ReadonlyMap<string, readonly Invocation[]> {
  const mentions = asksInConfiguration(sources) ? PLAIN : WORKERS
  const variables = pytestVariables(variablesIn(sources, mentions))
  const started = commandsIn(sources, mentions).flatMap(command => startOf(command) ?? [])
  const found = new Map<string, Invocation[]>()
  for (const one of started) {
    const { document } = one.command.written
    add(rootOf(one, roots, sources), document, invocationOf(one, variables))
  }
  for (const alone of withoutCommands(variables, started)) {
    const [{ folder, when, kind, written }] = alone
    const root = rootAbove(folder, roots) ?? onlyOne(roots)
    add(root, written.document, { name: when, when, kind, ...environmentOf(alone), command: [] })
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

function asksInConfiguration(sources: Sources): boolean {
  return sources.matching(CONFIGURATION).some(path => ASKED.test(sources.text(path) ?? ''))
}

interface Start {
  readonly command: RepositoryCommand
  readonly arguments: readonly Argument[]
}

/** Undefined for what starts no tests, for another configuration than the one that pytest finds, and behind `--`. */
function startOf(command: RepositoryCommand): Start | undefined {
  const words = pytestWords(command.command.words)
  if (!words || words.some(({ text }) => ELSE.test(text))) return undefined
  return {
    command,
    arguments: words.map(word => {
      const at = command.pieceAt(word)
      const start = at.value.indexOf(at.part) + at.piece.from
      const shape = word.plain ? 'embedded' : 'closed'
      return {
        text: word.value ?? word.text,
        ...{ at, start, end: start + at.piece.text.length },
        source: { setting: at, shape },
      }
    }),
  }
}

const ELSE =
  /^(--|-h|--help|-V|--version|--collect-only|--co|--fixtures|--markers|--pdb|--trace|-c.*|--config-file(=.*)?)$/

function invocationOf(one: Start, variables: readonly RepositoryVariable[]): Invocation {
  const { when, kind } = one.command
  const environment = environmentOf(variablesFor(one.command, variables))
  // What a job tells a script or a recipe by variables is another run than that one is by itself.
  const inJobs = startedInJobs(one.command).filter(
    job => job === one.command || variablesFor(job, variables).length === 0,
  )
  return { name: when, when, kind, ...environment, command: one.arguments, startedBy: one.command, inJobs }
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
function rootOf(
  { command, arguments: all }: Start,
  roots: readonly Root[],
  sources: Sources,
): Root | undefined {
  const { runsIn } = command
  if (runsIn === undefined) return onlyOne(roots)
  // A pipeline has checked out something else there.
  if (!exists(runsIn, sources)) return undefined
  const paths = all.flatMap(({ text, source }) => {
    const path = source.shape === 'closed' || text.startsWith('-') ? undefined : pathIn(runsIn, text)
    return path === undefined || !exists(path, sources) ? [] : [path]
  })
  return rootAbove(commonFolder(paths) ?? runsIn, roots) ?? onlyOne(roots)
}

/** A repository with one suite runs that one. */
function onlyOne([first, ...others]: readonly Root[]): Root | undefined {
  return others.length === 0 ? first : undefined
}

function pathIn(folder: string, text: string): string | undefined {
  return withSteps(folder, text.split('::', 1)[0] ?? '')
}

function exists(path: string, { paths }: Sources): boolean {
  return path === '' || paths.some(one => one === path || one.startsWith(`${path}/`))
}

function commonFolder(paths: readonly string[]): string | undefined {
  const [first, ...others] = paths.map(path => (/\.py$/.test(path) ? folderOf(path) : path).split('/'))
  if (!first) return undefined
  const differs = first.findIndex((step, index) => others.some(other => other[index] !== step))
  return (differs === -1 ? first : first.slice(0, differs)).join('/')
}
