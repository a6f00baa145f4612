import { join, relative, resolve } from 'node:path'
import { PRESETS } from '../host/presets.ts'
import { runnersAmong } from '../host/runners.ts'
import type { Config } from '../model/config.ts'
import type { Report } from '../model/report.ts'
import type { AnyRule } from '../model/rule.ts'
import { type LoadedConfig, loadConfig, unconfigured } from '../project/config/load.ts'
import { type RunOptions, run } from '../run.ts'
import { baselineFor, ownPart, type ProjectBaseline } from './baselines.ts'
import { type Catalog, catalogOf } from './catalog.ts'
import type { CheckOptions } from './check-options.ts'
import { chooseHosts } from './hosts.ts'
import { selectRules } from './select-rules.ts'
import { shownRoot, slashed, type Target, targetsOf } from './targets.ts'
import { UsageError } from './usage-error.ts'

/** What somebody asks for. */
export interface Request extends CheckOptions {
  /** Absolute. */
  readonly cwd: string
  /** What is wanted is the plan, which is of all of a project's files: a file only says which project. */
  readonly wholeProjects?: boolean
  /** Apply fixes; what is not given is only checked. */
  readonly fixes?: NonNullable<RunOptions['fix']>
}

export interface Session {
  /** Every rule that could have run. */
  readonly rules: readonly AnyRule[]
  readonly reports: readonly Report[]
  /** The same projects in the same order, with what they were run with. */
  readonly projects: readonly Project[]
}

/** One project of a run. */
export interface Project {
  readonly report: Report
  readonly loaded: LoadedConfig
  readonly baseline: ProjectBaseline
  /** Only findings with a place in these files are in the report. */
  readonly only?: ReadonlySet<string>
}

/** Runs every project that the request names, those nested inside included. Throws UsageError and ConfigError. */
export async function runSession(request: Request): Promise<Session> {
  if (request.share !== undefined && (!Number.isInteger(request.share) || request.share < 1)) {
    throw new UsageError('--share must be a whole number of at least 1')
  }
  const catalog = await catalogOf(request)
  const selected = selectRules(catalog, request)
  const projects: Project[] = []
  const pending = targetsOf(request)
  const looked = new Set<string>()
  for (let target = pending.shift(); target; target = pending.shift()) {
    const { root, only, texts } = target
    if (looked.has(root)) continue
    looked.add(root)
    const loaded = await configFor(target, request, catalog)
    const baseline = baselineFor(target, loaded.folder, catalog)
    const { hosts, declared } = chooseHosts(request, loaded.config)
    const { report, nested } = await run({
      root,
      shownRoot: shownRoot(root, request.cwd),
      config: loaded.config,
      configPrefix: slashed(relative(loaded.folder ?? root, root)),
      ...(request.baseline !== false && { baseline: ownPart(baseline) }),
      hosts,
      declared,
      share: request.share ?? loaded.config.share,
      runnerFor: runnersAmong(declared ? hosts : []),
      ecosystems: catalog.ecosystems,
      rules: selected.rules.filter(rule => !isOff(rule.id, loaded.config)),
      ruleIds: catalog.ids,
      retired: catalog.retired,
      ...(only && { only }),
      ...(texts && { texts }),
      ...(request.fixes && { fix: request.fixes }),
      ...(request.onProgress && { onProgress: progressIn(looked.size, pending.length, request.onProgress) }),
    })
    // Before what is left: a file in one of them is then looked at with all of its project.
    if (!only) pending.unshift(...nested.map(folder => ({ root: join(root, folder) })))
    // A folder that only holds projects is none itself, unless something in it could not be read.
    if (nested.length > 0 && report.files === 0 && report.failures.length === 0) continue
    const shown = {
      ...report,
      below: slashed(relative(root, request.cwd)),
      notes: [...selected.notes, ...loaded.notes, ...report.notes, ...(declared ? [] : [UNDECLARED])],
    }
    projects.push({ report: shown, loaded, baseline, ...(only && { only }) })
  }
  return { rules: catalog.rules, projects, reports: projects.map(({ report }) => report) }
}

function progressIn(
  project: number,
  pending: number,
  tell: NonNullable<Request['onProgress']>,
): NonNullable<RunOptions['onProgress']> {
  return progress => tell({ ...progress, project, projects: project + pending })
}

const UNDECLARED =
  'no hosts are declared: values are for this machine; `hosts` in the configuration makes them the same everywhere'

/** The configurations alone. */
export async function configsFor(request: Request): Promise<readonly LoadedConfig[]> {
  const catalog = await catalogOf(request)
  return Promise.all(targetsOf(request).map(target => configFor(target, request, catalog)))
}

async function configFor(
  { root }: Target,
  { config, cwd }: Request,
  { ids, retired }: Catalog,
): Promise<LoadedConfig> {
  if (config === false) return unconfigured()
  const known = { rules: ids, retired, presets: PRESETS.map(host => host.name) }
  return loadConfig({ start: root, known, ...(config !== undefined && { file: resolve(cwd, config) }) })
}

/** Off everywhere; what an override turns on again still has to run. */
function isOff(rule: string, { rules: configured, overrides }: Config): boolean {
  return configured[rule] === 'off' && !overrides.some(each => (each.rules[rule] ?? 'off') !== 'off')
}
