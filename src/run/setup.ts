import type { Reread } from '../engine/apply.ts'
import type { ConfiguredIgnore, Setup } from '../engine/setup.ts'
import type { Config, FootprintSetting, RuleSetting } from '../model/config.ts'
import type { Finding } from '../model/finding.ts'
import type { PlanOptions } from '../plan/plan.ts'
import { globMatcher } from '../project/globs.ts'
import type { RunOptions } from './options.ts'

/** What the engine is told: the configuration, with its globs compiled and its overrides resolved. */
export function setupOf(options: RunOptions, reread: Reread): Setup {
  const { config } = options
  const overrides = overridesOf(options)
  return {
    ecosystems: options.ecosystems,
    rules: options.rules,
    ruleIds: options.ruleIds,
    retired: options.retired ?? [],
    plan: planOptions(options, overrides),
    declared: options.declared,
    options: { heavyConstructors: config.heavyConstructors, footprints: knownFootprints(config) },
    severityOf: (rule, file) =>
      lastOf(overrides, file, each => own(each.rules, rule)) ?? own(config.rules, rule),
    ignores: ignoresOf(options),
    baseline: options.baseline ?? new Map(),
    isShown: finding => isShown(finding, options.only),
    reread,
    ...(options.onProgress && { onProgress: options.onProgress }),
  }
}

/** The kinds of which the configuration says what one process takes, somewhere at least. */
export function knownFootprints({ footprints, overrides }: Config): readonly string[] {
  return [footprints, ...overrides.map(override => override.footprints)].flatMap(each => Object.keys(each))
}

interface CompiledOverride {
  matches(path: string): boolean
  readonly rules: Readonly<Record<string, RuleSetting>>
  readonly footprints: Readonly<Record<string, FootprintSetting>>
}

function planOptions(
  { hosts, config, share, runnerFor }: RunOptions,
  overrides: readonly CompiledOverride[],
): PlanOptions {
  return {
    hosts,
    share,
    overlap: config.overlap,
    ...(runnerFor && { runnerFor }),
    reserveOf: kind => config.reserve[kind],
    ...(config.resident !== undefined && { resident: config.resident }),
    footprintOf: (kind, folder) =>
      lastOf(overrides, folder === '' ? '' : `${folder}/`, each => own(each.footprints, kind)) ??
      own(config.footprints, kind),
  }
}

function overridesOf(options: RunOptions): CompiledOverride[] {
  return options.config.overrides.map(({ files, rules, footprints }) => {
    const matches = globMatcher(files)
    return { rules, footprints, matches: path => matches(fromConfig(path, options)) }
  })
}

function ignoresOf(options: RunOptions): ConfiguredIgnore[] {
  return options.config.ignore.map(({ rule, file, reason, where }) => {
    const matches = file === undefined ? () => true : globMatcher([file])
    return { rule, reason, where, matches: path => matches(fromConfig(path, options)) }
  })
}

/** Globs are relative to the folder of the configuration, which may lie above the project's root. */
function fromConfig(path: string, { configPrefix }: RunOptions): string {
  return configPrefix === '' ? path : `${configPrefix}/${path}`
}

/** Later overrides win. The root itself has no path that a glob could match. */
function lastOf<T>(
  overrides: readonly CompiledOverride[],
  path: string,
  pick: (override: CompiledOverride) => T | undefined,
): T | undefined {
  return overrides
    .filter(override => path !== '' && override.matches(path))
    .map(pick)
    .findLast(value => value !== undefined)
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

/** With files given, a finding is shown when its main or a related place is in one of them. */
function isShown(finding: Finding, only: ReadonlySet<string> | undefined): boolean {
  return !only || only.has(finding.file) || finding.related.some(note => only.has(note.file))
}
