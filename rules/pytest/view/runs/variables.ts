import type { RepositoryCommand } from '../../../common/commands.ts'
import type { RepositoryVariable } from '../../../common/variables.ts'
import type { Argument } from '../config/arguments.ts'
import { argumentsAmid } from '../config/arguments.ts'
import { splitWords } from '../config/shlex.ts'
import type { Invocation } from './invocation.ts'

const NAMES = ['PYTEST_ADDOPTS', 'PYTEST_XDIST_AUTO_NUM_WORKERS'] as const

/** The variables among them that pytest and xdist read; what is there to be copied, nobody reads. */
export function pytestVariables(all: readonly RepositoryVariable[]): readonly RepositoryVariable[] {
  return all.filter(
    ({ name, written }) =>
      NAMES.some(known => known === name) &&
      !/\.env\.(example|sample|template|dist)$/.test(written.document.path),
  )
}

/** What pytest takes from variables; of several with one name the last one counts. */
export function environmentOf(
  variables: readonly RepositoryVariable[],
): Pick<Invocation, 'environment' | 'autoWorkers'> {
  const [addopts, auto] = NAMES.map(name => variables.findLast(variable => variable.name === name))
  const isNumber = auto && /^\s*\d+\s*$/.test(auto.value)
  return {
    environment: addopts ? argumentsOfVariable(addopts) : [],
    ...(isNumber && { autoWorkers: Number(auto.value) }),
  }
}

/**
 * Where quotes or escapes make the words others than those that are written, and where a shell has no quotes around them, they
 * are only read.
 */
function argumentsOfVariable(variable: RepositoryVariable): readonly Argument[] {
  const { value, written } = variable
  const words = splitWords(value) ?? []
  const start = written.value.indexOf(written.part) + written.piece.from
  const inside = written.piece.text.indexOf(value)
  const isOneWord = isInShell(variable) && written.piece.text === value
  if (inside !== -1 && !isOneWord) {
    const by = start + inside
    return argumentsAmid(
      written,
      words.map(({ text, start: from, end }) => ({ text, start: by + from, end: by + end })),
    )
  }
  const end = start + written.piece.text.length
  const source = { setting: written, shape: 'closed' } as const
  return words.map(({ text }) => ({ text, start, end, at: written, source }))
}

/** Those that hold for a command, the nearest last. */
export function variablesFor(
  { command, written, when }: RepositoryCommand,
  all: readonly RepositoryVariable[],
): readonly RepositoryVariable[] {
  return all
    .filter(variable => {
      const { document } = variable.written
      if (document !== written.document) return false
      const depth = scopeOf(variable)
      if (depth === undefined) return variable.when === when && isSetBefore(variable, { command, written })
      return variable.written.at.slice(0, depth).every((step, index) => step === written.at[index])
    })
    .toSorted((a, b) => (scopeOf(a) ?? NEAREST) - (scopeOf(b) ?? NEAREST))
}

const NEAREST = Number.POSITIVE_INFINITY

/** How many steps of its place a table of variables shares with what it holds for; undefined for what a script sets. */
function scopeOf({ written: { at } }: RepositoryVariable): number | undefined {
  const isTable = (step: unknown) => step === 'env' || step === 'variables'
  if (isTable(at.at(-2))) return at.length - 2
  return at.at(-1) === 'value' && isTable(at.at(-3)) ? at.length - 3 : undefined
}

function isInShell(variable: RepositoryVariable): boolean {
  const { kind } = variable
  return kind !== 'compose' && kind !== 'env-file' && scopeOf(variable) === undefined
}

/** In the same script, for this command or for all that follow. */
function isSetBefore(
  variable: RepositoryVariable,
  { command, written }: Pick<RepositoryCommand, 'command' | 'written'>,
): boolean {
  const isHere = variable.written.at.every((step, index) => step === written.at[index])
  return isHere && (variable.command === undefined || variable.command.start === command.start)
}
