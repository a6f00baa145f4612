import type { Document } from '../../../../src/model/document.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Place, Value } from '../../../../src/model/value.ts'
import { isTable } from '../../../../src/model/value.ts'
import type { Argument } from '../config/arguments.ts'
import { argumentsAmid, argumentsOf } from '../config/arguments.ts'
import type { Word } from '../config/shlex.ts'
import { splitWords } from '../config/shlex.ts'
import type { Invocation } from './invocation.ts'
import { pytestWords } from './program-words.ts'
import { environmentLines, logicalLines } from './tox-lines.ts'

/** What the environments of a tox.ini run. Each `pytest` command is an invocation of its own. */
export function invocationsOfToxIni(document: Document): readonly Invocation[] {
  const environments = environmentsIn(document, [], /^testenv(?::.+)?$/, ['testenv'])
  return collect(document, environments, ({ tables }) => ({
    variables: firstOf(tables, ['set_env', 'setenv'], at => iniVariables(document, at)) ?? NO_VARIABLES,
    commands: firstOf(tables, ['commands'], at => iniCommands(document, at)) ?? [],
  }))
}

/** The same for tox's TOML form, in tox.toml or below `[tool.tox]`. */
export function invocationsOfToxToml(document: Document, root: Place): readonly Invocation[] {
  const base: Place = [...root, 'env_run_base']
  const environments = [
    ...environmentsIn(document, root, /^env_run_base$/, base),
    ...environmentsIn(document, [...root, 'env'], /./, base),
  ]
  return collect(document, environments, ({ tables }) => ({
    variables: firstOf(tables, ['set_env'], at => tomlVariables(document, at)) ?? NO_VARIABLES,
    commands: firstOf(tables, ['commands'], at => tomlCommands(document, at)) ?? [],
  }))
}

interface Environment {
  readonly name: string
  /** Its own table, then the one it inherits from. */
  readonly tables: readonly Place[]
}

interface Contents {
  readonly variables: Variables
  readonly commands: readonly (readonly Argument[])[]
}

function collect(
  document: Document,
  environments: readonly Environment[],
  read: (environment: Environment) => Contents,
): readonly Invocation[] {
  const found: Invocation[] = []
  for (const environment of environments) {
    found.push(...invocations(document, environment.name, read(environment)))
    if (found.length > MOST_INVOCATIONS) break
  }
  return found
}

/** Each environment inherits all commands: a file of nothing but environments would multiply them. */
const MOST_INVOCATIONS = 500

interface Variables {
  readonly addopts: readonly Argument[]
  readonly autoWorkers?: number
}

const NO_VARIABLES: Variables = { addopts: [] }

function invocations(document: Document, name: string, { variables, commands }: Contents): Invocation[] {
  const { addopts, autoWorkers } = variables
  // An environment that sets the variables and leaves the command to the base still runs pytest.
  const found = commands.length === 0 && addopts.length > 0 ? [[]] : commands
  return found.map((command, index) => ({
    name: `${document.path}[${name}]${index === 0 ? '' : `#${index + 1}`}`,
    when: `tox runs ${name}`,
    environment: addopts,
    command,
    ...(autoWorkers !== undefined && { autoWorkers }),
  }))
}

/** Environments that say something of their own; the others run what they inherit. */
function environmentsIn(document: Document, root: Place, names: RegExp, base: Place): readonly Environment[] {
  const parent = document.get(root)
  if (!isTable(parent)) return []
  return Object.entries(parent)
    .filter(([name, table]) => names.test(name) && isTable(table) && KEYS.some(key => key in table))
    .map(([name]) => {
      const own: Place = [...root, name]
      return { name, tables: own.join('.') === base.join('.') ? [own] : [own, base] }
    })
}

const KEYS = ['commands', 'set_env', 'setenv']

function firstOf<T>(
  tables: readonly Place[],
  keys: readonly string[],
  read: (at: Place) => T | undefined,
): T | undefined {
  for (const at of tables) {
    for (const key of keys) {
      const found = read([...at, key])
      if (found !== undefined) return found
    }
  }
  return undefined
}

function iniVariables(document: Document, at: Place): Variables | undefined {
  const value = document.get(at)
  if (typeof value !== 'string') return undefined
  const from = setting(value, document, at)
  let found = NO_VARIABLES
  for (const { name, start, end } of environmentLines(value)) {
    const text = value.slice(start, end)
    if (name === 'PYTEST_ADDOPTS')
      found = { ...found, addopts: argumentsAmid(from, shifted(splitWords(text) ?? [], start)) }
    if (name === 'PYTEST_XDIST_AUTO_NUM_WORKERS') found = { ...found, ...autoWorkersOf(text) }
  }
  return found
}

function iniCommands(document: Document, at: Place): readonly (readonly Argument[])[] | undefined {
  const value = document.get(at)
  if (typeof value !== 'string') return undefined
  const from = setting(value, document, at)
  return logicalLines(value).flatMap(line => {
    const words = pytestWords(shifted(splitWords(line.text) ?? [], line.start))
    return words ? [argumentsAmid(from, words)] : []
  })
}

function tomlVariables(document: Document, at: Place): Variables | undefined {
  const value = document.get(at)
  if (!isTable(value)) return undefined
  const addopts = value.PYTEST_ADDOPTS
  const auto = value.PYTEST_XDIST_AUTO_NUM_WORKERS
  const place = [...at, 'PYTEST_ADDOPTS']
  return {
    addopts: typeof addopts === 'string' ? (argumentsOf(setting(addopts, document, place)) ?? []) : [],
    ...autoWorkersOf(String(auto)),
  }
}

/** Commands are arrays of arguments; tables among them stand for `{posargs}` and the like. */
function tomlCommands(document: Document, at: Place): readonly (readonly Argument[])[] | undefined {
  const value = document.get(at)
  if (!Array.isArray(value)) return undefined
  return value.flatMap((command: Value, index) => {
    if (!Array.isArray(command)) return []
    const all = command.flatMap((text: Value, position) => {
      if (typeof text !== 'string') return []
      const source = { setting: setting<Value>(command, document, [...at, index]), shape: 'array' as const }
      const place = [...at, index, position]
      return [{ text, at: setting(text, document, place), start: 0, end: text.length, source }]
    })
    const found = pytestWords(all)
    return found ? [found] : []
  })
}

function autoWorkersOf(text: string): { autoWorkers?: number } {
  return /^\s*\d+\s*$/.test(text) ? { autoWorkers: Number(text) } : {}
}

function shifted(words: readonly Word[], by: number): readonly Word[] {
  return words.map(word => ({ text: word.text, start: word.start + by, end: word.end + by }))
}
