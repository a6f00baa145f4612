import { parseBytes } from '../../model/bytes.ts'
import type {
  Config,
  ConfiguredHost,
  ConfiguredReserve,
  FootprintSetting,
  RuleSetting,
} from '../../model/config.ts'
import type { HostKind } from '../../model/host.ts'
import { nearestName } from '../../model/nearest-name.ts'
import type { RetiredRule } from '../../model/rule-names.ts'
import { hasTooManyStars, LONGEST_GLOB, MOST_DOUBLE_STARS } from '../globs.ts'
import { defaultConfig } from './defaults.ts'
import { type At, record } from './plain.ts'
import type { WrittenConfig } from './schema.ts'
import type { Complaint } from './validate.ts'

/** The names that a configuration may use. */
export interface KnownNames {
  readonly rules: readonly string[]
  /** Ids that rules had once; none when absent. */
  readonly retired?: readonly RetiredRule[]
  readonly presets: readonly string[]
  /** Kinds of workloads; any when absent. */
  readonly workloads?: readonly string[]
}

export interface ResolveOptions {
  readonly known: KnownNames
  /** How the file is called in messages. */
  readonly source: string
  /** `memlint.config.json:12`, for a place. */
  where(at: At): string
}

/** From text to amounts, with every name checked. */
export function resolveConfig(written: WrittenConfig, options: ResolveOptions): Config | Complaint[] {
  const complaints: Complaint[] = []
  const config = configOf(written, options, complaints)
  return complaints.length > 0 ? complaints : config
}

function configOf(written: WrittenConfig, options: ResolveOptions, complaints: Complaint[]): Config {
  const { known } = options
  const defaults = defaultConfig()
  const { rules = {}, footprints = {}, heavyConstructors = {}, ignore = [], overrides = [] } = written
  checkNames(Object.keys(rules), known.rules, { what: 'rule', at: ['rules'], complaints })
  checkFootprints(footprints, ['footprints'], known, complaints)
  checkGlobs(written.include ?? [], ['include'], complaints)
  checkGlobs(written.exclude ?? [], ['exclude'], complaints)
  ignore.forEach((entry, index) => {
    checkName(entry.rule, known.rules, { what: 'rule', at: ['ignore', index, 'rule'], complaints })
    checkGlobs(entry.file === undefined ? [] : [entry.file], ['ignore', index, 'file'], complaints)
  })
  overrides.forEach((override, index) => {
    const at = ['overrides', index]
    checkNames(Object.keys(override.rules ?? {}), known.rules, {
      what: 'rule',
      at: [...at, 'rules'],
      complaints,
    })
    checkFootprints(override.footprints ?? {}, [...at, 'footprints'], known, complaints)
    checkGlobs(override.files, [...at, 'files'], complaints)
  })
  return {
    hosts: hostsOf(written.hosts ?? [], options, complaints),
    reserve: reserveOf(written.reserve),
    share: written.share ?? defaults.share,
    overlap: written.overlap ?? defaults.overlap,
    ...(written.resident !== undefined && { resident: bytesOf(written.resident) }),
    footprints: footprintsOf(footprints),
    heavyConstructors: record(
      Object.entries(heavyConstructors).map(([name, amount]) => [name, bytesOf(amount)]),
    ),
    rules: record<RuleSetting>(Object.entries(rules)),
    ignore: ignore.map(({ rule, file, reason }, index) => ({
      rule,
      ...(file !== undefined && { file }),
      reason: reason.trim(),
      where: options.where(['ignore', index]),
    })),
    include: written.include ?? defaults.include,
    exclude: written.exclude ?? defaults.exclude,
    failOn: written.failOn ?? defaults.failOn,
    overrides: overrides.map(override => ({
      files: override.files,
      rules: record<RuleSetting>(Object.entries(override.rules ?? {})),
      footprints: footprintsOf(override.footprints ?? {}),
    })),
  }
}

type WrittenHosts = NonNullable<WrittenConfig['hosts']>

function hostsOf(
  hosts: WrittenHosts,
  { known, source }: ResolveOptions,
  complaints: Complaint[],
): ConfiguredHost[] {
  if (Array.isArray(hosts)) {
    return hosts.map((preset, index) => {
      checkName(preset, known.presets, { what: 'preset', at: ['hosts', index], complaints })
      return { name: preset, preset }
    })
  }
  return Object.entries(hosts).map(([name, host]) => {
    const at = ['hosts', name]
    if (typeof host === 'string') {
      checkName(host, known.presets, { what: 'preset', at, complaints })
      return { name, preset: host }
    }
    const memory = bytesOf(host.memory)
    if (memory === 0) complaints.push({ at: [...at, 'memory'], message: 'must be more than nothing' })
    if (host.physicalCpus !== undefined && host.physicalCpus > host.cpus) {
      complaints.push({ at: [...at, 'physicalCpus'], message: `must not be more than cpus (${host.cpus})` })
    }
    return {
      name,
      memory,
      cpus: host.cpus,
      ...(host.physicalCpus !== undefined && { physicalCpus: host.physicalCpus }),
      ...(host.swap !== undefined && { swap: bytesOf(host.swap) }),
      ...(host.kind !== undefined && { kind: host.kind }),
      source,
    }
  })
}

const KINDS: readonly HostKind[] = ['workstation', 'ci', 'container']

function reserveOf(reserve: WrittenConfig['reserve']): Config['reserve'] {
  if (reserve === undefined) return record([])
  const of = (kind: HostKind) => (typeof reserve === 'string' ? reserve : reserve[kind])
  return record(
    KINDS.flatMap(kind => {
      const written = of(kind)
      return written === undefined ? [] : [[kind, amountOrPart(written)] as const]
    }),
  )
}

function amountOrPart(written: string): ConfiguredReserve {
  const percent = /^\s*([\d.]+)\s*%/.exec(written)?.[1]
  return percent === undefined ? { bytes: bytesOf(written) } : { part: Number(percent) / 100 }
}

type WrittenFootprints = NonNullable<WrittenConfig['footprints']>

function footprintsOf(footprints: WrittenFootprints): Readonly<Record<string, FootprintSetting>> {
  return record(
    Object.entries(footprints).map(([kind, written]) => {
      if (typeof written === 'string') return [kind, { perProcess: bytesOf(written) }]
      const { perProcess, base, measured } = written
      return [
        kind,
        {
          perProcess: bytesOf(perProcess),
          ...(base !== undefined && { base: bytesOf(base) }),
          ...(measured !== undefined && { measured }),
        },
      ]
    }),
  )
}

/** The schema has let only amounts through. */
function bytesOf(amount: string): number {
  return parseBytes(amount) ?? 0
}

interface NameCheck {
  readonly what: string
  readonly at: At
  readonly complaints: Complaint[]
}

/** Names that are keys of a table. */
function checkNames(names: readonly string[], known: readonly string[], check: NameCheck): void {
  for (const name of names) {
    if (known.includes(name)) continue
    const message = `is not a known ${check.what}${didYouMean(name, known)}`
    check.complaints.push({ at: [...check.at, name], message })
  }
}

/** A name that is a value. */
function checkName(name: string, known: readonly string[], { what, at, complaints }: NameCheck): void {
  if (known.includes(name)) return
  complaints.push({ at, message: `names the unknown ${what} "${name}"${didYouMean(name, known)}` })
}

function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known)
  return meant ? `; did you mean "${meant}"?` : ''
}

function checkFootprints(
  footprints: WrittenFootprints,
  at: At,
  known: KnownNames,
  complaints: Complaint[],
): void {
  const kinds = Object.keys(footprints)
  if (known.workloads) checkNames(kinds, known.workloads, { what: 'kind of workload', at, complaints })
  for (const [kind, { perProcess }] of Object.entries(footprintsOf(footprints))) {
    if (perProcess === 0) complaints.push({ at: [...at, kind], message: 'must be more than nothing' })
  }
}

function checkGlobs(globs: readonly string[], at: At, complaints: Complaint[]): void {
  for (const glob of globs) {
    if (glob.length > LONGEST_GLOB)
      complaints.push({ at, message: `has a pattern of more than ${LONGEST_GLOB} characters` })
    if (!hasTooManyStars(glob)) continue
    complaints.push({ at, message: `"${glob}" has ** more than ${MOST_DOUBLE_STARS} times` })
  }
}
