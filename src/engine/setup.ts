import type { Baseline } from '../model/baseline.ts'
import type { Ecosystem, EcosystemOptions } from '../model/ecosystem.ts'
import type { Finding } from '../model/finding.ts'
import type { OnProgress } from '../model/progress.ts'
import type { AnyRule } from '../model/rule.ts'
import type { RetiredRule } from '../model/rule-names.ts'
import type { Severity } from '../model/severity.ts'
import type { PlanOptions } from '../plan/plan.ts'
import type { Reread } from './apply.ts'

/** Everything a run has decided before it looks at a file. */
export interface Setup {
  readonly ecosystems: readonly Ecosystem<unknown>[]
  /** The rules that are on. */
  readonly rules: readonly AnyRule[]
  /** Every rule id there is, on or off: what a silencing comment may name. */
  readonly ruleIds: readonly string[]
  /** Ids that rules had once, which comments may still name; none when absent. */
  readonly retired?: readonly RetiredRule[]
  readonly plan: PlanOptions
  /** Whether the hosts were named by somebody, or are just this machine. */
  readonly declared: boolean
  readonly options: EcosystemOptions
  /** What the configuration says about a rule in a file; undefined for nothing. */
  severityOf(rule: string, file: string): Severity | 'off' | undefined
  readonly ignores: readonly ConfiguredIgnore[]
  /** What is accepted, by paths relative to the root. */
  readonly baseline: Baseline
  /** Whether a finding is to be reported; the same for reporting and fixing. */
  isShown(finding: Finding): boolean
  readonly reread: Reread
  readonly onProgress?: OnProgress
}

export interface ConfiguredIgnore {
  readonly rule: string
  readonly reason: string
  /** For messages: the configuration file and what the entry says. */
  readonly where: string
  matches(file: string): boolean
}
