import type { EcosystemOptions } from '../../../../src/model/ecosystem.ts'
import type { PyCall, PyFunction, PyModule, PythonDocument } from '../../../../src/model/python.ts'
import type { Heavy } from '../heavy/weigh.ts'
import { weigh } from '../heavy/weigh.ts'

/** What a file loads: when it is imported, and when one of its functions runs. */
export interface Constructions {
  readonly onImport: readonly Heavy[]
  /** What a call of a function constructs, helpers of the same file included. */
  by(made: PyFunction): readonly Heavy[]
}

/** How far calls of helpers are followed. */
const HELPERS = 3

export function constructionsIn({ module }: PythonDocument, options: EcosystemOptions): Constructions {
  const heavy = module.calls.flatMap(call => {
    const weighed = weigh(call, module, options)
    return weighed && isReal(call, module) ? [weighed] : []
  })
  return {
    onImport: heavy.filter(
      ({ call }) => !call.within.function && !call.within.lambda && !call.within.notOnImport,
    ),
    by: made => (heavy.length === 0 ? [] : constructedBy(made, module, heavy, HELPERS)),
  }
}

function constructedBy(
  made: PyFunction,
  module: PyModule,
  heavy: readonly Heavy[],
  depth: number,
): readonly Heavy[] {
  const own = heavy.filter(({ call }) => call.within.function === made && isInBody(call))
  if (depth === 0) return own
  const helpers = module.calls
    .filter(call => call.within.function === made && isInBody(call))
    .flatMap(call => called(call, module))
  return [
    ...own,
    ...helpers
      .filter(helper => helper !== made)
      .flatMap(helper => constructedBy(helper, module, heavy, depth - 1)),
  ]
}

function isInBody(call: PyCall): boolean {
  return !call.within.lambda && call.role !== 'default' && call.role !== 'decorator'
}

/** The function of this file that a call runs: a function by its name, a class by its `__init__`. */
function called(call: PyCall, module: PyModule): readonly PyFunction[] {
  const name = call.callee
  const nested = module.functions.filter(
    one => one.name === name && one.within.function === call.within.function,
  )
  if (nested.length > 0) return nested
  return module.functions.filter(
    one => !one.within.function && (one.qualifiedName === name || one.qualifiedName === `${name}.__init__`),
  )
}

/** Not one that stands in for the real thing: patched by name, under a patch, or from a faked module. */
export function isReal(call: PyCall, module: PyModule): boolean {
  if (call.within.with.some(name => /\b(mock|mocker|patch)\b/.test(name))) return false
  const name =
    call.qualified.split('.').findLast(part => /^[A-Z]/.test(part)) ?? call.qualified.split('.').at(-1) ?? ''
  const library = call.qualified.split('.', 1)[0] ?? ''
  return !module.calls.some(other => isPatchOf(other, name)) && !isFaked(module, library)
}

function isPatchOf({ callee, arguments: given }: PyCall, name: string): boolean {
  if (!/(^|\.)(patch|patch\.object|setattr|patch\.dict)$/.test(callee)) return false
  return given.slice(0, 2).some(one => new RegExp(`\\b${name}\\b`).test(one.text))
}

/** `sys.modules["chromadb"] = MagicMock()` */
function isFaked(module: PyModule, library: string): boolean {
  const assigned = module.assignments.some(
    one => /sys\.modules\[/.test(one.target) && one.target.includes(library),
  )
  const called = module.calls.some(
    one => /sys\.modules\.setdefault$/.test(one.callee) && one.arguments[0]?.text.includes(library),
  )
  return assigned || called
}
