/**
 * The findings that a team lives with: how many of each rule in each file, so that moved lines change nothing.
 * File to rule id to number; a number is at least 1.
 */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, number>>

/** One file and rule of a baseline. */
export interface Accepted {
  readonly file: string
  readonly rule: string
  readonly count: number
}

export function acceptedIn(baseline: Baseline): Accepted[] {
  return [...baseline].flatMap(([file, rules]) => [...rules].map(([rule, count]) => ({ file, rule, count })))
}

/** A baseline in the order of files and rules; entries of the same file and rule are added up. */
export function baselineOf(entries: Iterable<Accepted>): Baseline {
  const files = new Map<string, Map<string, number>>()
  const inOrder = [...entries].sort((a, b) => order(a.file, b.file) || order(a.rule, b.rule))
  for (const { file, rule, count } of inOrder) {
    const rules = files.get(file) ?? new Map<string, number>()
    files.set(file, rules.set(rule, (rules.get(rule) ?? 0) + count))
  }
  return files
}

export function countIn(baseline: Baseline, { file, rule }: Pick<Accepted, 'file' | 'rule'>): number {
  return baseline.get(file)?.get(rule) ?? 0
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
