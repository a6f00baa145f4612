import type { PyArgument, PyCall, PyFunction, PythonDocument } from '../../../../src/model/python.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Place } from '../../../../src/model/value.ts'

export const SCOPES = ['function', 'class', 'module', 'package', 'session'] as const
export type Scope = (typeof SCOPES)[number]

/** A pytest fixture, however it is written. */
export interface Fixture {
  /** The name by which tests ask for it. */
  readonly name: string
  readonly document: PythonDocument
  /** Its decorator, or the call that makes it. */
  readonly at: Place
  readonly function: PyFunction
  /** `function` where none is written; `dynamic` where it is computed. */
  readonly scope: Scope | 'dynamic'
  /** Where the scope is written, or would be. Absent where it cannot be: the decorator takes it from somewhere. */
  readonly written?: Setting<string | undefined>
  readonly autouse: boolean
  readonly params: boolean
  /** Made by pytest-asyncio or another plugin that runs coroutines. */
  readonly asynchronous: boolean
  /** Which event loop pytest-asyncio runs it on, where that is written. */
  readonly loopScope?: Scope | 'dynamic'
  /** Whether pytest-asyncio makes it in any mode. */
  readonly ofAsyncio: boolean
  /** Keywords as `**options`, or positional ones: not told apart. */
  readonly opaque: boolean
  /** The names of the fixtures it asks for. */
  readonly requests: readonly string[]
}

const MAKERS: ReadonlySet<string> = new Set([
  'pytest.fixture',
  'pytest.yield_fixture',
  '_pytest.fixtures.fixture',
  'pytest_asyncio.fixture',
  'pytest_asyncio.plugin.fixture',
])

/** The fixtures that a file defines: decorated functions and methods, and `name = pytest.fixture(…)(function)`. */
export function fixturesIn(document: PythonDocument): readonly Fixture[] {
  return [...decorated(document), ...applied(document)]
}

function* decorated(document: PythonDocument): Iterable<Fixture> {
  for (const made of document.module.functions) {
    const decorator = made.decorators.find(one => MAKERS.has(one.qualified))
    if (!decorator || made.within.function) continue
    const given = decorator.arguments ?? []
    yield fixture(document, made, decorator.qualified, given, decorator.at, undefined)
  }
}

/** `pytest.fixture(scope="module")(load)`: the outer call comes first, then the one that makes the decorator. */
function* applied(document: PythonDocument): Iterable<Fixture> {
  const { calls, functions } = document.module
  for (const [index, call] of calls.entries()) {
    if (call.role !== 'assigned' || !MAKERS.has(call.qualified)) continue
    const name = call.arguments.find(one => one.name === undefined)?.qualified
    const made = functions.find(one => one.name === name && !one.within.function)
    if (!made || call.target === undefined) continue
    const inner: PyCall | undefined = calls[index + 1]
    const options = inner?.qualified === call.qualified && inner.role === 'other' ? inner : undefined
    const given = options?.arguments ?? call.arguments.filter(one => one.name !== undefined)
    yield fixture(document, made, call.qualified, given, (options ?? call).at, call.target)
  }
}

function fixture(
  document: PythonDocument,
  made: PyFunction,
  maker: string,
  given: readonly PyArgument[],
  at: Place,
  target: string | undefined,
): Fixture {
  const named = (name: string) => given.find(one => one.name === name)
  const name = named('name')?.literal
  const scope = named('scope')
  const loop = named('loop_scope')
  const opaque = given.some(one => one.splat !== undefined || one.name === undefined)
  return {
    name: typeof name === 'string' ? name : (target ?? made.name),
    document,
    at,
    function: made,
    scope: scopeOf(scope, opaque),
    ...(!opaque && { written: setting(textOf(scope), document, [...at, 'scope']) }),
    autouse: named('autouse') !== undefined && named('autouse')?.literal !== false,
    params: named('params') !== undefined,
    asynchronous: made.async || maker.startsWith('pytest_asyncio'),
    ...(loop && { loopScope: isScope(loop.literal) ? loop.literal : 'dynamic' }),
    ofAsyncio: maker.startsWith('pytest_asyncio'),
    opaque,
    requests: requestsOf(made),
  }
}

function scopeOf(argument: PyArgument | undefined, opaque: boolean): Scope | 'dynamic' {
  if (!argument) return opaque ? 'dynamic' : 'function'
  return isScope(argument.literal) ? argument.literal : 'dynamic'
}

function textOf(argument: PyArgument | undefined): string | undefined {
  return typeof argument?.literal === 'string' ? argument.literal : undefined
}

export function isScope(value: unknown): value is Scope {
  return SCOPES.some(scope => scope === value)
}

/** Whether a scope lasts at least as long as another. */
export function isAsWide(scope: Scope | 'dynamic', target: Scope): boolean {
  return scope !== 'dynamic' && SCOPES.indexOf(scope) >= SCOPES.indexOf(target)
}

/** The parameters that pytest fills in: those without a default, `self` excepted. */
export function requestsOf(made: PyFunction): readonly string[] {
  const parameters = made.within.class ? made.parameters.slice(1) : made.parameters
  return parameters
    .filter(one => !one.default && (one.kind === 'plain' || one.kind === 'keyword-only'))
    .map(one => one.name)
}
