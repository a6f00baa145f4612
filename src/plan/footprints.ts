import type { Bytes } from '../model/bytes.ts'
import { type Amount, footprint } from '../model/footprint.ts'
import type { Workload } from '../model/workload.ts'

/** A footprint from the configuration: what the user measured or decided. */
export interface ConfiguredFootprint {
  readonly perProcess: Bytes
  /** Memory that is there once; 0 when not given, for then `perProcess` is meant to be all. */
  readonly base?: Bytes
  /** How it was measured; makes it a measurement. */
  readonly measured?: string
}

/** The configured footprint of a workload, undefined when the configuration has none for it. */
export type FootprintOf = (kind: string, folder: string) => ConfiguredFootprint | undefined

/** Replaces what an ecosystem derived or assumed by what the configuration says. */
export function withConfiguredFootprint(workload: Workload, configured: FootprintOf): Workload {
  const found = configured(workload.kind, workload.folder)
  if (!found) return workload
  const evidence = found.measured ? 'measured' : 'configured'
  const source = found.measured ?? `footprints["${workload.kind}"] in the configuration`
  const amount: Amount = { what: `one ${workload.process}`, bytes: found.perProcess, evidence, source }
  const base: Amount = { what: 'once', bytes: found.base ?? 0, evidence, source }
  return {
    ...workload,
    footprint: footprint(evidence, [amount]),
    base: base.bytes > 0 ? [base] : [],
  }
}
