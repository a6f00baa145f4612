import type { Bytes } from '../../../../src/model/bytes.ts'
import { GiB } from '../../../../src/model/bytes.ts'
import type { Evidence } from '../../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../../src/model/footprint-table.ts'
import table from '../../../tables/models.json' with { type: 'json' }

/** A model whose number of parameters is known: `bytes` is what its weights take in 32-bit floats. */
export interface Model extends FootprintRow {
  /** A regular expression for a part of its name, in any case. */
  readonly pattern: string
  /** A name by which it is asked for. */
  readonly example: string
}

/** Well-known models. The first row whose pattern matches is taken: longer names come first. */
export const MODELS = table as FootprintTable<Model>

/** The memory of a model's weights, with where the figure comes from. */
export interface ModelSize {
  readonly bytes: Bytes
  readonly evidence: Evidence
  readonly source: string
}

/** Models made for tests: a few megabytes whatever their architecture. */
export function isToyModel(name: string): boolean {
  // transformer_lens: one to four layers, 13 million parameters at most
  if (/^(solu|gelu|attn-only)-\dl/i.test(name)) return true
  return /(^|[^a-z])(tiny|toy|dummy|random|test|tests|testing|fake|mock|stub|nano|debug)([^a-z]|$)/i.test(
    name.replace(/([a-z])([A-Z])/g, '$1-$2'),
  )
}

/** What the weights of a model take in 32-bit floats, from its name; undefined when the name does not tell. */
export function sizeOfModel(name: string): ModelSize | undefined {
  patterns ??= MODELS.rows.map(row => ({ row, part: new RegExp(row.pattern, 'i') }))
  const known = patterns.find(({ part }) => part.test(name))
  if (known) return known.row
  const written = /(?:^|[-_/])(\d+(?:\.\d+)?)([bm])(?:$|[-_./])/i.exec(name)
  if (!written) return undefined
  const parameters = Number(written[1]) * (written[2]?.toLowerCase() === 'b' ? 1e9 : 1e6)
  const bytes = Math.min(parameters * 4, 512 * GiB)
  return { bytes, evidence: 'cited', source: `the number of parameters in the name ${name}, 4 bytes each` }
}

let patterns: readonly { row: Model; part: RegExp }[] | undefined
