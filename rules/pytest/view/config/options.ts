import type { Argument } from './arguments.ts'
import { argumentsInside } from './arguments.ts'

/** The value of an option and the arguments that give it: one (`-n4`) or two (`-n`, `4`). */
export interface Given<T> {
  readonly value: T
  readonly arguments: readonly Argument[]
}

export type Workers = number | 'auto' | 'logical'
export type Distribution = 'no' | 'each' | 'load' | 'loadscope' | 'loadfile' | 'loadgroup' | 'worksteal'

/** What a list of arguments says about how much pytest runs at once. Later arguments win, as in pytest. */
export interface PytestOptions {
  /** `-n`, as given: it may be 0 or negative, which both mean that nothing is distributed. */
  readonly workers?: Given<Workers>
  /** `--maxprocesses`, as given; 0 means no cap. */
  readonly maxProcesses?: Given<number>
  /** Each `--tx`, in order. */
  readonly environments: readonly Given<string>[]
  readonly distribution?: Given<Distribution>
  readonly maxWorkerRestart?: Given<number>
  readonly maxFail?: Given<number>
  /** `-p no:xdist`: then pytest knows none of the options above except `maxFail`. */
  readonly xdistDisabled?: Given<true>
  /** The first argument that makes pytest stop with a usage error: `-n 2.5`. Nothing runs then. */
  readonly refused?: Given<string>
}

/** Reads the arguments of one run, in the order in which pytest puts them together. */
export function readOptions(all: readonly Argument[]): PytestOptions {
  const options: Draft = { environments: [] }
  let index = 0
  while (index < all.length) index += readOption(all, index, options)
  return options
}

/** The arguments that override `addopts` (`-o addopts=…`), undefined when none do. The last one wins. */
export function overriddenAddopts(all: readonly Argument[]): readonly Argument[] | undefined {
  let found: readonly Argument[] | undefined
  for (let index = 0; index < all.length; index += 1) {
    const { value } = optionAt(all, index, ['-o', '--override-ini']) ?? {}
    const [argument, text] = [value?.arguments.at(-1), value?.value]
    if (argument && text?.startsWith('addopts='))
      found = argumentsInside(argument, text.slice('addopts='.length))
  }
  return found
}

/** The option as it is written, for messages: `-n auto`. */
export function written(given: Given<unknown>): string {
  return given.arguments.map(argument => argument.text).join(' ')
}

type Draft = { -readonly [Key in keyof PytestOptions]: PytestOptions[Key] } & {
  environments: Given<string>[]
}

/** Reads one option and returns how many arguments it takes. Unknown ones take one: their values never begin with a dash. */
function readOption(all: readonly Argument[], index: number, options: Draft): number {
  const argument = all[index]
  if (!argument) return 1
  if (argument.text === '-d') options.distribution = { value: 'load', arguments: [argument] }
  if (argument.text === '-x' || argument.text === '--exitfirst')
    options.maxFail = { value: 1, arguments: [argument] }
  for (const [names, accept] of VALUED) {
    const found = optionAt(all, index, names)
    if (!found) continue
    if (!found.value || !accept(found.value, options))
      options.refused ??= found.value ?? { value: argument.text, arguments: [argument] }
    return found.taken
  }
  if (BUNDLE.test(argument.text)) options.refused ??= { value: argument.text, arguments: [argument] }
  return 1
}

/** pytest takes no bundles: `-qn3` is an error. The letters are pytest's flags without a value. */
const BUNDLE = /^-[qvxsl]+[nd]/

type Accept = (given: Given<string>, options: Draft) => boolean

/** Options with a value. `accept` returns whether xdist or pytest takes the value. */
const VALUED: readonly (readonly [readonly string[], Accept])[] = [
  [
    ['-n', '--numprocesses'],
    (given, options) => {
      const value = workersOf(given.value)
      if (value === undefined) return false
      options.workers = { ...given, value }
      return true
    },
  ],
  [['--maxprocesses'], numberInto('maxProcesses')],
  [['--max-worker-restart'], numberInto('maxWorkerRestart')],
  [['--maxfail'], numberInto('maxFail')],
  [
    ['--dist'],
    (given, options) => {
      const value = DISTRIBUTIONS.find(mode => mode === given.value)
      // xdist lets -d win over any --dist, before or after it.
      if (value && options.distribution?.arguments[0]?.text !== '-d')
        options.distribution = { ...given, value }
      return value !== undefined
    },
  ],
  [
    ['--tx'],
    (given, options) => {
      options.environments.push(given)
      return true
    },
  ],
  [
    ['-p'],
    (given, options) => {
      if (given.value.trim() === 'no:xdist') options.xdistDisabled = { ...given, value: true }
      if (given.value.trim() === 'xdist') delete options.xdistDisabled
      return true
    },
  ],
]

const DISTRIBUTIONS = ['no', 'each', 'load', 'loadscope', 'loadfile', 'loadgroup', 'worksteal'] as const

function numberInto(key: 'maxProcesses' | 'maxWorkerRestart' | 'maxFail'): Accept {
  return (given, options) => {
    const value = pythonInt(given.value)
    if (value === undefined) return key === 'maxWorkerRestart'
    options[key] = { ...given, value }
    return true
  }
}

function workersOf(text: string): Workers | undefined {
  return text === 'auto' || text === 'logical' ? text : pythonInt(text)
}

/** What Python's `int` takes, as far as anybody writes it: ` 3`, `+3`, `-1`, `1_000`. */
function pythonInt(text: string): number | undefined {
  const digits = text.trim()
  if (!/^[+-]?\d+(?:_\d+)*$/.test(digits)) return undefined
  const value = Number(digits.replaceAll('_', ''))
  return Number.isSafeInteger(value) ? value : undefined
}

/**
 * The value of an option under any of its names, by argparse's rules without abbreviations: `--name=4`,
 * `--name 4`, `-n4`, `-n=4`, `-n 4`. The next argument is a value unless it looks like an option itself.
 */
function optionAt(
  all: readonly Argument[],
  index: number,
  names: readonly string[],
): { readonly value?: Given<string>; readonly taken: number } | undefined {
  const argument = all[index]
  if (!argument) return undefined
  for (const name of names) {
    if (argument.text === name) return separateValue(argument, all[index + 1])
    const glued = gluedValue(argument.text, name)
    if (glued !== undefined) return { value: { value: glued, arguments: [argument] }, taken: 1 }
  }
  return undefined
}

function separateValue(argument: Argument, next: Argument | undefined): ReturnType<typeof optionAt> {
  if (!next || (next.text.startsWith('-') && !isPlainArgument(next.text))) return { taken: 1 }
  return { value: { value: next.text, arguments: [argument, next] }, taken: 2 }
}

/** argparse takes negative numbers, a lone dash and, for names it does not know, anything with a space for values. */
function isPlainArgument(text: string): boolean {
  return text === '-' || /^-\d+$|^-\d*\.\d+$/.test(text)
}

function gluedValue(text: string, name: string): string | undefined {
  if (text.startsWith(`${name}=`)) return text.slice(name.length + 1)
  const isShort = name.length === 2
  return isShort && text.startsWith(name) ? text.slice(2) : undefined
}
