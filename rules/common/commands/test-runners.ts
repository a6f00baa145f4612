import type { FanOutStart } from '../../../src/model/fan-out.ts'
import type { RepositoryCommand } from '../commands.ts'
import { type Arguments, argumentsOf } from './arguments.ts'

/** A tool that a task may start, and that starts processes of its own. A new one is a line in `RUNNERS`. */
export interface Runner {
  readonly program: RegExp
  /** Of the workload that its ecosystem makes of it. */
  readonly kind: string
  readonly valued: RegExp
  /** What a command starts; undefined where that is another run than the workload's, or none. */
  read(words: Arguments): Pick<FanOutStart, 'config' | 'atMost'> | undefined
}

export const JEST: Runner = {
  program: /(^|\/)jest(\.js)?$/,
  kind: 'jest/workers',
  valued: /^(--config|-c|--max-?workers|-w|--testPathPattern|--rootDir|-t|--selectProjects)$/i,
  read: words => {
    if (
      has(words, /^(--watch(All)?|--rootDir|--version|--help|--init|--showConfig|--clearCache|--listTests)$/)
    )
      return undefined
    return plain(words, /^(--run-?in-?band|-i)$/i, /^(--max-?workers|-w)$/i)
  },
}

export const VITEST: Runner = {
  program: /(^|\/)vitest(\.mjs)?$/,
  kind: 'vitest/workers',
  valued:
    /^(--config|-c|--max-?workers|--project|--root|-r|--dir|-t|--reporter|--environment|--testNamePattern)$/i,
  read: words => {
    const [subcommand = 'run'] = words.positionals.map(({ value }) => value)
    const isOther = /^(watch|dev|bench|typecheck|list|init|related|complete)$/.test(subcommand)
    const watches = words.options.some(({ name, value }) => /^(--watch|-w)$/.test(name) && value !== 'false')
    if (isOther || watches || has(words, /^(--root|-r|--ui|--standalone|--pool.*|--browser.*)$/))
      return undefined
    const inTurn = words.options.some(
      ({ name, value }) =>
        /^--no-file-?parallelism$/i.test(name) || (/^--file-?parallelism$/i.test(name) && value === 'false'),
    )
    return inTurn ? { ...plain(words, /(?!)/, /(?!)/), atMost: 1 } : plain(words, /(?!)/, /^--max-?workers$/i)
  },
}

/** What both take for a test by default. Each worker has one at a time, and those that have none take little. */
export const TEST_FILE = /(^|\/)(__tests__\/.*|([^/]+\.)?(test|spec))\.[cm]?[jt](s|sx)$/

export const RUNNERS: readonly Runner[] = [VITEST, JEST]

/** Whether a command starts it with the number that its main configuration says. */
export function startsPlainly({ program, valued, read }: Runner, { command }: RepositoryCommand): boolean {
  const words = argumentsOf(command, program, valued)
  if (!words || words.isUnclear || words.changesInner || has(words, /^-w/)) return false
  return read(words) !== undefined
}

function has({ options }: Arguments, name: RegExp): boolean {
  return options.some(option => name.test(option.name))
}

/** A configuration of the same folder, and a number that the runner's ecosystem reads, too. */
function plain(words: Arguments, serial: RegExp, workers: RegExp): ReturnType<Runner['read']> {
  const config = words.options.findLast(({ name }) => /^(--config|-c)$/.test(name))?.value
  const number = words.options.findLast(({ name }) => workers.test(name))
  const name = config?.replace(/^\.\//, '')
  if (name?.includes('/') || (number && !/^\d+%?$/.test(number.value ?? ''))) return undefined
  return {
    ...(name !== undefined && !/^(vite|vitest|jest)\.config\.\w+$/.test(name) && { config: name }),
    ...(has(words, serial) && { atMost: 1 }),
  }
}
