import { MiB } from '../../../../src/model/bytes.ts'
import type { EcosystemOptions } from '../../../../src/model/ecosystem.ts'
import type { Amount } from '../../../../src/model/footprint.ts'
import type { PyArgument, PyCall, PyModule } from '../../../../src/model/python.ts'
import { arrayBytes } from '../config/arrays.ts'
import type { HeavyConstructor } from './heavy-constructors.ts'
import { heavyConstructor } from './heavy-constructors.ts'
import type { ModelSize } from './model-sizes.ts'
import { isToyModel, sizeOfModel } from './model-sizes.ts'

/** A call that takes much memory, weighed. */
export interface Heavy {
  readonly call: PyCall
  readonly amount: Amount
  readonly freed: boolean
  /** A process has one: making it again gives the same. */
  readonly shared?: true
  /** Other processes hold it, and end with it. */
  readonly separate?: true
  /** Methods and attributes that leave the object as it is. */
  readonly readOnly: readonly string[]
  readonly note?: string
}

/** Weighs a call; undefined for light ones, for models made for tests, and for look-alikes. */
export function weigh(call: PyCall, module: PyModule, options: EcosystemOptions): Heavy | undefined {
  const declared = Object.entries(options.heavyConstructors).find(([name]) => name === call.qualified)
  if (declared) return declaredHeavy(call, declared[1])
  const array = arrayBytes(call)
  if (array !== undefined) return arrayOf(call, array)
  const found = heavyConstructor(call.qualified)
  return found && constructed(call, found, module)
}

function declaredHeavy(call: PyCall, bytes: number): Heavy {
  const source = 'heavyConstructors in the configuration'
  return {
    call,
    amount: { what: shortName(call), bytes, evidence: 'configured', source },
    freed: true,
    readOnly: [],
  }
}

function arrayOf(call: PyCall, bytes: number): Heavy {
  const source = 'its shape and the size of one item'
  return {
    call,
    amount: { what: `the array of ${call.callee}`, bytes, evidence: 'cited', source },
    freed: true,
    readOnly: [
      'shape',
      'dtype',
      'ndim',
      'size',
      'sum',
      'mean',
      'min',
      'max',
      'std',
      'copy',
      'tolist',
      'numpy',
    ],
  }
}

function constructed(call: PyCall, kind: HeavyConstructor, module: PyModule): Heavy | undefined {
  const argument = modelArgument(call, kind.model ?? [])
  const model = argument && modelName(argument, module)
  if (kind.needsModel && !argument) return undefined
  if (kind.only && !(model !== undefined && new RegExp(kind.only).test(model))) return undefined
  const texts = [call.callee, model ?? argument?.text ?? '']
  if (texts.some(isToyModel)) return undefined
  const size = model === undefined ? undefined : sizeOfModel(model)
  if (size && kind.freed && size.bytes < LIGHT) return undefined
  const { bytes, evidence, source } = ofItsOwn(size ?? (kind.model ? typical(kind) : kind), kind)
  return {
    call,
    amount: { what: shortName(call), bytes, evidence, source },
    freed: kind.freed,
    readOnly: kind.readOnly,
    ...(kind.shared && { shared: kind.shared }),
    ...(kind.separate && { separate: kind.separate }),
    ...(kind.note !== undefined && { note: kind.note }),
  }
}

/** Models below are not worth a word, as arrays are not. */
export const LIGHT = 64 * MiB

/** What was measured of one model is a guess for another. */
function typical({ bytes, source }: HeavyConstructor): ModelSize {
  return {
    bytes,
    evidence: 'guess',
    source: source.startsWith('not measured') ? source : `of another model: ${source}`,
  }
}

/** Weights that are mapped from their file are there once, however many processes or objects use them. */
function ofItsOwn(size: ModelSize, { mapped }: HeavyConstructor): ModelSize {
  return mapped === undefined ? size : { ...size, evidence: 'guess', source: `${size.source}; ${mapped}` }
}

function modelArgument(call: PyCall, where: readonly (number | string)[]): PyArgument | undefined {
  const positional = call.arguments.filter(one => one.name === undefined && !one.splat)
  for (const place of where) {
    const found =
      typeof place === 'number' ? positional[place] : call.arguments.find(one => one.name === place)
    if (found) return found
  }
  return undefined
}

/** The literal, also through a constant of the module. */
function modelName(argument: PyArgument, module: PyModule): string | undefined {
  if (typeof argument.literal === 'string') return argument.literal
  const constants = module.assignments.filter(one => one.target === argument.text && !one.within.function)
  const [constant] = constants
  return constants.length === 1 && typeof constant?.literal === 'string' ? constant.literal : undefined
}

/** `SentenceTransformer`, `GPT2LMHeadModel.from_pretrained`, `SparkSession`. */
function shortName(call: PyCall): string {
  const parts = call.qualified.split('.')
  const last = parts.at(-1) ?? call.callee
  if (last === 'getOrCreate') return parts.find(part => /^[A-Z]/.test(part)) ?? call.callee
  return /^[A-Z]/.test(last) ? last : parts.slice(-2).join('.')
}
