import type { Bytes } from '../../../../src/model/bytes.ts'
import { MiB } from '../../../../src/model/bytes.ts'
import type { PyArgument, PyCall } from '../../../../src/model/python.ts'

/** Smaller arrays are not worth a word. */
const LARGE = 64 * MiB

/** The size of a new array with a constant shape; undefined when it is small or not known. */
export function arrayBytes(call: PyCall): Bytes | undefined {
  const maker = /^(numpy|torch|jax\.numpy|cupy)\.(.+)$/.exec(call.qualified)
  const shape = maker && shapeOf(maker[2] ?? '', call.arguments)
  if (!shape) return undefined
  const bytes = shape.reduce((product, length) => product * length, itemSize(maker[1] ?? '', call))
  return bytes >= LARGE && Number.isFinite(bytes) ? bytes : undefined
}

const BY_SHAPE: ReadonlySet<string> = new Set([
  'zeros',
  'ones',
  'empty',
  'full',
  'random.random',
  'random.random_sample',
])
/** These take the lengths as arguments of their own. */
const BY_LENGTHS: ReadonlySet<string> = new Set([
  'random.rand',
  'random.randn',
  'rand',
  'randn',
  'zeros',
  'ones',
  'empty',
])
/** These take the shape as `size`. */
const BY_SIZE: ReadonlySet<string> = new Set([
  'random.normal',
  'random.uniform',
  'random.randint',
  'random.standard_normal',
])

function shapeOf(maker: string, given: readonly PyArgument[]): number[] | undefined {
  const positional = given.filter(one => one.name === undefined && !one.splat)
  const named = given.find(one => one.name === 'shape' || one.name === 'size')
  if (BY_SIZE.has(maker)) return lengths(named?.literal)
  const first = positional[0]
  if (BY_SHAPE.has(maker) && (named || (first && Array.isArray(first.literal))))
    return lengths((named ?? first)?.literal)
  if (BY_LENGTHS.has(maker) || BY_SHAPE.has(maker))
    return lengths(positional.slice(0, maker === 'full' ? 1 : 8).map(one => one.literal))
  return undefined
}

function lengths(shape: unknown): number[] | undefined {
  const list = Array.isArray(shape) ? shape : [shape]
  const known = list.filter(
    length => typeof length === 'number' && Number.isSafeInteger(length) && length >= 0,
  )
  return known.length === list.length && list.length > 0 ? known : undefined
}

/** In characters: the pattern takes quadratic time. */
const LONGEST_TYPE = 80

function itemSize(library: string, call: PyCall): number {
  const type = call.arguments.find(one => one.name === 'dtype')
  const bits = /(\d+)\W*$/.exec(type?.text.slice(-LONGEST_TYPE) ?? '')?.[1]
  if (bits) return Math.max(1, Number(bits) / 8)
  if (type && /bool|byte/.test(type.text)) return 1
  return library === 'torch' || library === 'jax.numpy' ? 4 : 8
}
