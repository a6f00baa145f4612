import type { Report } from '../model/report.ts'
import { atLeast, type Severity } from '../model/severity.ts'

export interface ExitOptions {
  readonly failOn: Severity
  /** More warnings than this fail; without it, `failOn` alone decides. */
  readonly maxWarnings?: number
  readonly exitZero: boolean
  /** The fixes were worked out and not written: what they would fix is still there. */
  readonly pending: boolean
}

/** 0 nothing at or above `--fail-on` · 1 findings · 2 memlint could not do its job. */
export function exitCode(reports: readonly Report[], options: ExitOptions): 0 | 1 | 2 {
  if (reports.some(report => report.failures.length > 0)) return 2
  if (options.exitZero) return 0
  const open = reports.flatMap(report => [
    ...report.findings.filter(finding => !finding.silenced),
    ...(options.pending ? report.applied : []),
  ])
  const warnings = open.filter(finding => finding.severity === 'warning').length
  const failing = open.filter(finding => {
    const tolerated = options.maxWarnings !== undefined && finding.severity === 'warning'
    return !tolerated && atLeast(finding.severity, options.failOn)
  })
  if (options.maxWarnings !== undefined && warnings > options.maxWarnings) return 1
  return failing.length > 0 ? 1 : 0
}
