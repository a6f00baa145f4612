import type { Finding } from '../../model/finding.ts'
import type { Severity } from '../../model/severity.ts'
import { many } from '../summary.ts'
import { type Html, html } from './escape.ts'

/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** Told apart without colours. */
const SHAPES = { error: '■', warning: '▲', info: '●' } as const satisfies Record<Severity, string>

export function severityLabel(severity: Severity): Html {
  return html`<span class="severity ${severity}"><span aria-hidden="true">${SHAPES[severity]}</span> ${severity}</span>`
}

/** `■ 1 error ▲ 2 warnings` */
export function severityCounts(findings: readonly Finding[]): Html {
  const counts = SEVERITIES.map(severity => ({
    severity,
    count: findings.filter(finding => finding.severity === severity).length,
  }))
  return html`<span class="counts">${counts
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) =>
        html`<span class="severity ${severity}"><span aria-hidden="true">${SHAPES[severity]}</span> ${
          severity === 'info' ? `${count} info` : many(count, severity)
        }</span> `,
    )}</span>`
}
