import { formatGiB } from '../../src/model/bytes.ts'
import type { Amount } from '../../src/model/footprint.ts'
import type { Workload } from '../../src/model/workload.ts'

/** What the memory of one process of a workload is made of, a line each. */
export function explainFootprint({ footprint, process }: Workload): readonly string[] {
  const isAll = footprint.amounts.length === 1
  return footprint.amounts.map(({ bytes, what, evidence, source }) => {
    const reason = `(${evidence}: ${source})`
    return isAll
      ? `one ${process} takes ${formatGiB(bytes)} ${reason}`
      : `of one ${process}, ${formatGiB(bytes)} is ${what} ${reason}`
  })
}

/** One row of a sum: `0.31 GiB SentenceTransformer (cited: …)`. */
export function explainAmount({ what, bytes, evidence, source }: Amount): string {
  return `${formatGiB(bytes)} ${what} (${evidence}: ${source})`
}
