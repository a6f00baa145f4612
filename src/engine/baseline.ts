import { type Accepted, acceptedIn, type Baseline, baselineOf, countIn } from '../model/baseline.ts'
import type { Finding } from '../model/finding.ts'
import type { Setup } from './setup.ts'
import { isJudgeable } from './silence.ts'

/**
 * Silences what the baseline accepts. Where a file has more findings of a rule than that, all of them are
 * shown: a number does not tell which of them is new.
 */
export function accept(findings: readonly Finding[], { baseline }: Setup): readonly Finding[] {
  if (baseline.size === 0) return findings
  const found = openIn(findings)
  return findings.map(finding => {
    const isAccepted = !finding.silenced && countIn(found, finding) <= countIn(baseline, finding)
    return isAccepted ? { ...finding, silenced: { by: 'baseline', reason: 'accepted so far' } } : finding
  })
}

/** How many findings of each rule in each file nobody silenced, unless the baseline did. */
export function openIn(findings: readonly Finding[]): Baseline {
  const open = findings.filter(({ silenced }) => !silenced || silenced.by === 'baseline')
  return baselineOf(open.map(({ file, rule }) => ({ file, rule, count: 1 })))
}

/** Where a file has more findings than are accepted. */
export function exceeded(findings: readonly Finding[], { baseline }: Setup): readonly string[] {
  const found = openIn(findings)
  return acceptedIn(baseline)
    .filter(accepted => countIn(found, accepted) > accepted.count)
    .map(accepted => {
      const { file, rule, count } = accepted
      return `${file} has ${countIn(found, accepted)} findings of ${rule} where the baseline accepts ${count}: all are shown`
    })
}

/** What is accepted and no longer found, of rules that ran and would say the same on every machine, or do not exist. */
export function gone(findings: readonly Finding[], setup: Setup): readonly Accepted[] {
  const found = openIn(findings)
  return acceptedIn(setup.baseline)
    .filter(({ rule }) => !setup.ruleIds.includes(rule) || isJudgeable(rule, setup))
    .map(accepted => ({ ...accepted, count: accepted.count - countIn(found, accepted) }))
    .filter(({ count }) => count > 0)
}
