/** How bad it is. */
export type Severity = 'error' | 'warning' | 'info'
/** How sure a rule is that what it reports is one of its kind. */
export type Confidence = 'high' | 'medium' | 'low'

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 }

export function atLeast(severity: Severity, floor: Severity): boolean {
  return RANK[severity] >= RANK[floor]
}

/** The milder of two severities. */
export function lower(a: Severity, b: Severity): Severity {
  return RANK[a] <= RANK[b] ? a : b
}
