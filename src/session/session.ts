import { join, relative, resolve } from 'node:path'
import { ecosystems, rules } from '../../rules/index.ts'
import { PRESETS } from '../host/presets.ts'
import type { Config } from '../model/config.ts'
import type { Report } from '../model/report.ts'
import type { AnyRule } from '../model/rule.ts'
import { type LoadedConfig, loadConfig, unconfigured } from '../project/config/load.ts'
import { type RunOptions, run } from '../run.ts'
import { chooseHosts } from './hosts.ts'
import { selectRules } from './select-rules.ts'
import { shownRoot, slashed, type Target, targetsOf } from './targets.ts'
import { UsageError } from './usage-error.ts'

/** What somebody asks for, on the command line or through the API. */
export interface Request {
  /** The working directory, absolute: paths are relative to it, and so are those of the reports. */
  readonly cwd: string
  /** Folders and files; the working directory when empty. */
  readonly paths?: readonly string[]
  /** Names of presets or of hosts of the configuration. */
  readonly host?: readonly string[]
  /** `16GiB` */
  readonly memory?: string
  readonly cpus?: number
  /** How many runs share the machine. */
  readonly share?: number
  /** A configuration file; false for none. */
  readonly config?: string | false
  /** Rule ids or ecosystems: only these, not these. */
  readonly select?: readonly string[]
  readonly ignore?: readonly string[]
  /** What is wanted is the plan, which is of all of a project's files: a file only says which project. */
  readonly wholeProjects?: boolean
  /** Apply fixes; what is not given is only checked. */
  readonly fixes?: NonNullable<RunOptions['fix']>
  /** The text of one file, from standard input; `paths` do not count then. */
  readonly stdin?: { readonly path: string; readonly text: string }
}

export interface Session {
  /** Every rule that could have run. */
  readonly rules: readonly AnyRule[]
  readonly reports: readonly Report[]
  readonly configs: readonly LoadedConfig[]
}

const RULE_IDS = rules.map(rule => rule.id)

/** Runs every project that the request names, those nested inside included. Throws UsageError and ConfigError. */
export async function runSession(request: Request): Promise<Session> {
  if (request.share !== undefined && (!Number.isInteger(request.share) || request.share < 1)) {
    throw new UsageError('--share must be a whole number of at least 1')
  }
  const selected = selectRules(rules, request)
  const reports: Report[] = []
  const configs: LoadedConfig[] = []
  const pending = targetsOf(request)
  const looked = new Set<string>()
  for (let target = pending.shift(); target; target = pending.shift()) {
    const { root, only, texts } = target
    if (looked.has(root)) continue
    looked.add(root)
    const loaded = await configFor(target, request)
    const { hosts, declared } = chooseHosts(request, loaded.config)
    const { report, nested } = await run({
      root,
      shownRoot: shownRoot(root, request.cwd),
      config: loaded.config,
      configPrefix: slashed(relative(loaded.folder ?? root, root)),
      hosts,
      declared,
      share: request.share ?? loaded.config.share,
      ecosystems,
      rules: selected.filter(rule => !isOff(rule.id, loaded.config)),
      ruleIds: RULE_IDS,
      ...(only && { only }),
      ...(texts && { texts }),
      ...(request.fixes && { fix: request.fixes }),
    })
    // Before what is left: a file in one of them is then looked at with all of its project.
    if (!only) pending.unshift(...nested.map(folder => ({ root: join(root, folder) })))
    // A folder that only holds projects is none itself, unless something in it could not be read.
    if (nested.length > 0 && report.files === 0 && report.failures.length === 0) continue
    reports.push({
      ...report,
      below: slashed(relative(root, request.cwd)),
      notes: [...loaded.notes, ...report.notes, ...(declared ? [] : [UNDECLARED])],
    })
    configs.push(loaded)
  }
  return { rules, reports, configs }
}

const UNDECLARED =
  'no hosts are declared: values are for this machine; `hosts` in the configuration makes them the same everywhere'

/** The configurations alone. */
export async function configsFor(request: Request): Promise<readonly LoadedConfig[]> {
  return Promise.all(targetsOf(request).map(target => configFor(target, request)))
}

async function configFor({ root }: Target, { config, cwd }: Request): Promise<LoadedConfig> {
  if (config === false) return unconfigured()
  const known = { rules: RULE_IDS, presets: PRESETS.map(host => host.name) }
  return loadConfig({ start: root, known, ...(config !== undefined && { file: resolve(cwd, config) }) })
}

/** Off everywhere; what an override turns on again still has to run. */
function isOff(rule: string, { rules: configured, overrides }: Config): boolean {
  return configured[rule] === 'off' && !overrides.some(each => (each.rules[rule] ?? 'off') !== 'off')
}
