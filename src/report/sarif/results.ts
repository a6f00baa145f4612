import type { Result, Suppression } from 'sarif'
import type { Finding } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { explanationOf } from '../explanation.ts'
import { fixesOf } from './fixes.ts'
import { physicalLocation } from './locations.ts'
import { LEVELS } from './rules.ts'

/** What a result needs beside its finding. */
export interface Naming {
  readonly ruleIndex: number
  readonly fingerprint: string
}

export function resultOf(finding: Finding, report: Report, { ruleIndex, fingerprint }: Naming): Result {
  const fixes = fixesOf(finding, report)
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: [finding.message, ...explanationOf(finding, report)].map(withoutLinks).join('\n') },
    locations: [{ physicalLocation: physicalLocation(finding, report) }],
    relatedLocations: finding.related.map((note, index) => ({
      id: index + 1,
      physicalLocation: physicalLocation(note, report),
      message: { text: withoutLinks(note.message) },
    })),
    partialFingerprints: { 'memlint/v1': fingerprint },
    ...(fixes.length > 0 && { fixes }),
    suppressions: finding.silenced ? [suppressionOf(finding.silenced)] : [],
    properties: { hosts: finding.hosts, confidence: finding.confidence, fix: finding.fix?.safety ?? 'none' },
  }
}

function suppressionOf({ by, reason }: NonNullable<Finding['silenced']>): Suppression {
  return { kind: by === 'comment' ? 'inSource' : 'external', status: 'accepted', justification: reason }
}

/** `[text](target)` is a link in a message of SARIF: none that a linted repository writes may become one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '\\](')
}
