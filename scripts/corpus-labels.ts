import { readFileSync } from 'node:fs'
import type { Finding } from '../src/model/finding.ts'

/** What a person said of one file of the corpus. */
export interface LabelledFile {
  readonly group: string
  readonly repo: string
  readonly path: string
  readonly hazards: readonly (Label & {
    readonly severity: 'low' | 'medium' | 'high'
    readonly rule_hint: string
  })[]
  readonly near_misses: readonly Label[]
  readonly advisories?: readonly Label[]
}

/** `line` is 1-based; null speaks of the whole file. */
export interface Label {
  readonly line: number | null
  readonly text?: string
  readonly reason: string
}

export type Verdict = 'hazard' | 'advisory' | 'near miss' | 'not labelled'

export function readLabels(file: string): readonly LabelledFile[] {
  const labels: readonly LabelledFile[] = JSON.parse(readFileSync(file, 'utf8'))
  return labels
}

/** What the person thought of the place a finding points at. */
export function verdictOn(finding: Finding, labelled: LabelledFile | undefined): Verdict {
  if (labelled?.hazards.some(label => isAt(finding, label))) return 'hazard'
  if (labelled?.advisories?.some(label => isAt(finding, label))) return 'advisory'
  if (labelled?.near_misses.some(label => isAt(finding, label))) return 'near miss'
  return 'not labelled'
}

/** A person marks the key, a rule may mark the table above or the value below, and several places that are alike. */
export function isAt(finding: Finding, { line }: Label): boolean {
  const alike = finding.related.filter(({ file, message }) => file === finding.file && message === 'and here')
  return line === null || [finding, ...alike].some(at => line >= at.line - 2 && line <= at.endLine + 2)
}
