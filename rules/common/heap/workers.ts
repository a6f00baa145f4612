import type { ShellCommand } from '../../../src/model/shell.ts'
import type { HeapCap } from './caps.ts'

/** Processes that a command says it starts, by a number of its own. */
export interface Workers {
  readonly count: number
  /** As it is written: `jest -w 8`. */
  readonly words: string
}

/** A limit with the workers of the command that it is set for, where that is jest: it hands the options of node on. */
export function withWorkers(cap: HeapCap, command: ShellCommand | undefined): HeapCap {
  const words = command?.words ?? []
  const jest = words.findIndex(({ text }) => /(?:^|\/)jest(?:\.js)?$/.test(text))
  const given = words.slice(jest + 1).map(({ value }) => value ?? '')
  if (jest === -1) return cap
  const [, name = '', number] =
    given
      .map((word, index) => (/^(?:-w|--maxWorkers)$/.test(word) ? `${word} ${given[index + 1] ?? ''}` : word))
      .map(word => /^(-w ?|--maxWorkers[= ])(\d+)$/.exec(word))
      .findLast(found => found) ?? []
  const count = Number(number ?? 1)
  return count > 1 ? { ...cap, workers: { count, words: `jest ${name}${number}` } } : cap
}
