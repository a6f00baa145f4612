import type { PyCall, PythonDocument } from '../../../../src/model/python.ts'
import { setting } from '../../../../src/model/setting.ts'
import { inFolder } from '../../../common/paths.ts'
import { argumentsAmid } from '../config/arguments.ts'
import { CONFIG_NAMES } from '../config/config-files.ts'
import type { PytestOptions } from '../config/options.ts'
import { readOptions } from '../config/options.ts'
import { withAncestors } from '../config/paths.ts'
import type { CommandWord } from '../python/command-words.ts'
import { argumentWords, commandWords } from '../python/command-words.ts'
import type { TestFiles } from '../python/test-files.ts'
import { testsRunning } from '../python/tests-running.ts'
import type { Run } from '../runs/runs.ts'

/** A test run that tests start themselves. */
export interface NestedRun {
  readonly document: PythonDocument
  readonly call: PyCall
  /** What the call itself asks for. */
  readonly options: PytestOptions
  /** Whether it reads the `addopts` of the project. */
  readonly readsConfig: boolean
  /** Whether PYTEST_ADDOPTS reaches it. */
  readonly readsEnvironment: boolean
  /** Whether it is a process of its own; else it runs inside the worker. */
  readonly separate: boolean
  /** How many tests start it, at least 1. */
  readonly tests: number
}

export const NESTED_WORDS: readonly string[] = [
  '["\']pytest["\'],',
  '["\'](python3? -m )?pytest [^"\']{0,80}["\']',
  'pytest\\.main\\(',
  'runpytest[^)]{0,80}(auto|logical)',
  'inline_run[^)]{0,80}(auto|logical)',
]

/** What the folder in which pytest is started has to do with it. */
export interface Surroundings {
  readonly folder: string
  readonly files: TestFiles
  /** Whether a file exists in the project. */
  has(path: string): boolean
}

/**
 * The nested runs of a file, as far as it is plain what they read: pytest looks for its configuration from its path
 * arguments upwards, or from the working directory when there are none (seen with pytest 9.2).
 */
export function nestedRunsIn(document: PythonDocument, around: Surroundings): readonly NestedRun[] {
  return document.module.calls.flatMap(call => {
    const command = commandOf(call)
    if (!command || command.words.some(isQuestion)) return []
    const tests = testsRunning([{ document, within: call.within }], around.files)
    if (tests === 0) return []
    const words = command.words.map(({ text }) => ({ text, start: 0, end: 0 }))
    const options = readOptions(argumentsAmid(setting('', document, call.at), words))
    return [
      {
        document,
        call,
        options,
        ...inheritance(call, command, document, around),
        separate: command.separate,
        tests,
      },
    ]
  })
}

/** Whether a nested run starts workers when it is reached in a run of the project's tests. */
export function startsWorkers({ options, ...nested }: NestedRun, run: Run): boolean {
  const isUnknown = /^(-n|--num)/.test(options.refused?.arguments[0]?.text ?? '')
  if (!run.workers.distributed || isUnknown || options.xdistDisabled || options.maxProcesses) return false
  // A number that it gives itself is meant.
  if (options.workers) return typeof options.workers.value === 'string'
  if (run.askedIn === 'configuration') return nested.readsConfig
  return run.askedIn === 'environment' && nested.readsEnvironment
}

interface Command {
  /** What comes after `pytest`. */
  readonly words: readonly CommandWord[]
  readonly separate: boolean
  /** pytester's runs get a folder of their own, and PYTEST_ADDOPTS is taken from them. */
  readonly isolated: boolean
}

function commandOf(call: PyCall): Command | undefined {
  const [first] = call.arguments
  if (/\.(runpytest\w*|inline_run)$/.test(call.callee))
    return {
      words: argumentWords(call.arguments),
      separate: call.callee.endsWith('_subprocess'),
      isolated: true,
    }
  if (!first) return undefined
  if (call.qualified === 'pytest.main') {
    const words = commandWords(first)
    return words && { words, separate: false, isolated: false }
  }
  if (!/^(subprocess\.(run|call|check_call|check_output|Popen))$/.test(call.qualified)) return undefined
  const words = commandWords(first) ?? []
  const at = words.findIndex(word => word.literal && /^(pytest|py\.test)$/.test(word.text))
  const isCommand = at === 0 || words[at - 1]?.text === '-m'
  return at >= 0 && isCommand ? { words: words.slice(at + 1), separate: true, isolated: false } : undefined
}

function inheritance(
  call: PyCall,
  { words, isolated }: Command,
  document: PythonDocument,
  around: Surroundings,
): Pick<NestedRun, 'readsConfig' | 'readsEnvironment'> {
  if (isolated || words.some(isHidden)) return { readsConfig: false, readsEnvironment: false }
  const named = (name: string) => call.arguments.find(one => one.name === name)
  const environment = named('env')
  const text = words.map(word => word.text).join(' ')
  const otherConfig = /(^|\s)(-c|--config-file|-o\s*addopts=|--override-ini[= ]addopts=)/.test(text)
  const cwd = named('cwd')
  const stays = !changesFolder(call, document) && (cwd === undefined || isProject(cwd.text))
  return {
    readsConfig: stays && !otherConfig && pathsAreHere(words, around),
    readsEnvironment:
      !document.module.calls.some(other => other.arguments[0]?.literal === 'PYTEST_ADDOPTS') &&
      (environment === undefined || /\benviron\b(?!\[|\.get)/.test(environment.text)),
  }
}

/** Options with which pytest runs no tests, or finds them by import. */
function isQuestion({ text }: CommandWord): boolean {
  return /^(-h|--help|-V|--version|--collect-only|--co|--fixtures|--markers|--pyargs)$/.test(text)
}

/** Whether the paths among the words, or the lack of any, make pytest find the configuration of this folder. */
function pathsAreHere(words: readonly CommandWord[], around: Surroundings): boolean {
  const paths = words.filter((word, index) => !isOption(word) && !isValue(words, index))
  const outside = paths.filter(({ text, literal }) => !literal && /te?mp/i.test(text))
  const here = paths.filter(word => (word.literal ? belongsHere(word.text, around) : isProject(word.text)))
  return outside.length + here.length === paths.length && (here.length > 0 || paths.length === 0)
}

function isOption({ text, literal }: CommandWord): boolean {
  return literal ? text.startsWith('-') : /^[a-z]{1,2}["']-/i.test(text)
}

/** `f"-n{count}"`, `*no_xdist`: it may be what stops the workers. */
function isHidden({ text, literal }: CommandWord): boolean {
  return !literal && /^\*|-n|xdist|numproc/.test(text)
}

/** `-k expression`: the value of an option that takes one. */
function isValue(words: readonly CommandWord[], index: number): boolean {
  const before = words[index - 1]
  return before?.literal === true && /^(-[nkmpoWcr]|--[a-z-]+)$/.test(before.text)
}

/** A path of the project below which no other configuration is found first. */
function belongsHere(path: string, { folder, has }: Surroundings): boolean {
  const relative = path.split('::', 1)[0] ?? ''
  if (!/^[\w][\w./-]*$/.test(relative) || relative.includes('..')) return false
  const between = withAncestors(relative.replace(/\/$/, '')).filter(one => one !== '')
  return !between.some(one => CONFIG_NAMES.some(name => has(inFolder(inFolder(folder, one), name))))
}

/** `__file__`, `Path(__file__).parent`: where this test is. */
function isProject(expression: string): boolean {
  return /\b__file__\b/.test(expression) && !/["']/.test(expression)
}

/** In the function itself, or by a fixture of pytest that it gets. */
function changesFolder(call: PyCall, { module }: PythonDocument): boolean {
  const { function: around } = call.within
  if (around?.parameters.some(({ name }) => /^(pytester|testdir)$|cwd|chdir/.test(name))) return true
  return module.calls.some(
    other => /(^|\.)(chdir|as_cwd)$/.test(other.callee) && other.within.function === around,
  )
}
