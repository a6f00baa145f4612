import type { Finding } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { SEVERITIES } from './severity.ts'

/** A finding and its number on the page, by which it is linked. */
export interface Numbered {
  readonly finding: Finding
  readonly number: number
}

export interface FileGroup {
  readonly file: string
  readonly findings: readonly Numbered[]
}

/**
 * The findings that count, by file: files with the worst first, and in a file in its order. `before` are those
 * of the page that already have a number.
 */
export function byFile(report: Report, before: number): readonly FileGroup[] {
  const files = new Map<string, Finding[]>()
  for (const finding of report.findings.filter(each => !each.silenced)) {
    const group = files.get(finding.file)
    if (group) group.push(finding)
    else files.set(finding.file, [finding])
  }
  let number = before
  return [...files]
    .toSorted(([a, inA], [b, inB]) => worseFirst(inA, inB) || (a < b ? -1 : 1))
    .map(([file, findings]) => ({
      file,
      findings: findings.map(finding => ({ finding, number: ++number })),
    }))
}

/** More errors, then more warnings, then more of the rest. */
function worseFirst(a: readonly Finding[], b: readonly Finding[]): number {
  const count = (findings: readonly Finding[], severity: string) =>
    findings.filter(finding => finding.severity === severity).length
  return SEVERITIES.map(severity => count(b, severity) - count(a, severity)).find(Boolean) ?? 0
}
