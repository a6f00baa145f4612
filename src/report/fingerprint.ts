import { createHash } from 'node:crypto'
import type { Finding } from '../model/finding.ts'
import { type Report, shownPath } from '../model/report.ts'

/** Names one finding among all of a run. */
export type Fingerprints = (finding: Finding, report: Report) => string

/**
 * A name for each finding that stays when lines move and figures change: 32 hexadecimal digits made of the rule, the
 * file and the place. To be asked once for each finding, in order: what shares all three gets names of its own.
 */
export function fingerprints(): Fingerprints {
  const times = new Map<string, number>()
  return (finding, report) => {
    const identity = JSON.stringify([shownPath(report, finding.file), finding.identity])
    const count = (times.get(identity) ?? 0) + 1
    times.set(identity, count)
    return createHash('sha256').update(`${identity} #${count}`).digest('hex').slice(0, 32)
  }
}
