import type { PyCall, PyFunction, PyImport, PyModule, PythonDocument } from '../../../../src/model/python.ts'

/** A `resource.setrlimit` for the process in which tests run. */
export interface ProcessLimit {
  readonly document: PythonDocument
  readonly call: PyCall
  readonly resource: 'RLIMIT_NPROC' | 'RLIMIT_AS' | 'RLIMIT_DATA' | 'RLIMIT_RSS'
  /** The limit as written: `(1000, 1000)`. */
  readonly limit: string
  /** The soft limit, when it is a plain number. */
  readonly soft?: number
  /** Lowering the hard limit cannot be undone. */
  readonly lowersHard: boolean
  /** The soft limit is a number whatever else runs. */
  readonly absolute: boolean
  /** A test sets it, and nothing takes it back for the tests after it. */
  readonly inTest: boolean
  /** `import resource` fails on Windows, and nothing catches it. */
  readonly unguarded?: PyImport
}

export const LIMIT_WORDS: readonly string[] = ['setrlimit']

/** The limits that a file sets for pytest itself; those for child processes alone are left out. */
export function processLimitsIn(document: PythonDocument): readonly ProcessLimit[] {
  const { module } = document
  return module.calls.flatMap(call => {
    const resource = /^resource\.(RLIMIT_NPROC|RLIMIT_AS|RLIMIT_DATA|RLIMIT_RSS)$/.exec(
      call.arguments[0]?.qualified ?? '',
    )?.[1]
    const limit = call.arguments[1]
    const inTest = call.within.function !== undefined && isTest(call.within.function)
    if (
      call.qualified !== 'resource.setrlimit' ||
      !isLimited(resource) ||
      !limit ||
      !bindsPytest(call, module) ||
      // It does nothing to the tests after it: this is a test of limits.
      (resource === 'RLIMIT_RSS' && inTest)
    )
      return []
    return [
      {
        document,
        call,
        resource,
        limit: limit.text,
        inTest,
        ...judged(limit.literal, limit.text),
        ...guard(module),
      },
    ]
  })
}

/** What a limit on processes does other than it says; empty when it is right. */
export function faultsOf({ absolute, lowersHard, unguarded }: ProcessLimit): readonly string[] {
  return [
    ...(absolute ? ['counts all processes and threads of the user, not those of the tests'] : []),
    ...(lowersHard ? ['cannot be raised again'] : []),
    ...(unguarded ? ['fails on Windows'] : []),
  ]
}

function isLimited(name: string | undefined): name is ProcessLimit['resource'] {
  return name === 'RLIMIT_NPROC' || name === 'RLIMIT_AS' || name === 'RLIMIT_DATA' || name === 'RLIMIT_RSS'
}

const PAIR = /^\(\s*([^,]+),\s*([^,]+?),?\s*\)$/
/** In characters: nobody writes more, and the pattern takes long for blanks. */
const LONGEST_PAIR = 300

function judged(literal: unknown, text: string): { soft?: number; lowersHard: boolean; absolute: boolean } {
  if (Array.isArray(literal)) {
    const soft: unknown = literal[0]
    return { lowersHard: true, absolute: true, ...(typeof soft === 'number' && { soft }) }
  }
  const pair = text.length > LONGEST_PAIR ? null : PAIR.exec(text)
  const isNumber = (one: string | undefined) =>
    one !== undefined && /^[\d_*()\s+<]+$|^[A-Z][A-Z\d_]*$/.test(one)
  const soft = Number(pair?.[1]?.replaceAll('_', ''))
  return {
    lowersHard: isNumber(pair?.[2]) || (pair !== null && pair[1] === pair[2]),
    absolute: isNumber(pair?.[1]),
    ...(Number.isSafeInteger(soft) && { soft }),
  }
}

function guard(module: PyModule): { unguarded?: PyImport } {
  const found = module.imports.find(
    one => one.module === 'resource' && !one.within.guardedImport && !one.within.function,
  )
  return found && found.within.conditions.length === 0 ? { unguarded: found } : {}
}

/** At import, in a hook, a fixture or a test, or in a function that one of these calls. */
function bindsPytest(call: PyCall, module: PyModule): boolean {
  const { function: around, lambda, notOnImport } = call.within
  if (lambda || notOnImport) return false
  if (!around) return true
  if (isChildOnly(around, module) || isRestored(around, module)) return false
  if (isRunByPytest(around)) return !forks(around, module)
  return module.calls.some(one => one.callee === around.name && runsInPytest(one, module))
}

function runsInPytest({ within }: PyCall, module: PyModule): boolean {
  const around = within.function
  if (within.lambda || within.notOnImport) return false
  return !around || (isRunByPytest(around) && !forks(around, module))
}

function isRunByPytest(around: PyFunction): boolean {
  const isFixture = around.decorators.some(one => /(^|\.)fixture$/.test(one.qualified))
  return around.name.startsWith('pytest_') || isFixture || isTest(around)
}

function isTest(around: PyFunction): boolean {
  return around.name.startsWith('test') && !around.within.function
}

/** What comes after a fork may be the child's alone. */
function forks(around: PyFunction, module: PyModule): boolean {
  return module.calls.some(one => one.qualified === 'os.fork' && one.within.function === around)
}

/** Handed to `preexec_fn`: it runs in the child. */
function isChildOnly(around: PyFunction, module: PyModule): boolean {
  return module.calls.some(call =>
    call.arguments.some(one => one.name === 'preexec_fn' && one.text.includes(around.name)),
  )
}

function isRestored(around: PyFunction, module: PyModule): boolean {
  const limits = module.calls.filter(
    one => one.qualified === 'resource.setrlimit' && one.within.function === around,
  )
  return limits.length > 1
}
