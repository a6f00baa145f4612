import { statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { ecosystems, rules } from '../../rules/index.ts'
import { PRESETS } from '../host/presets.ts'
import { nearestName } from '../model/nearest-name.ts'
import type { Report } from '../model/report.ts'
import type { AnyRule } from '../model/rule.ts'
import { configFolderOf } from '../project/config/candidates.ts'
import { defaultConfig } from '../project/config/defaults.ts'
import { type LoadedConfig, loadConfig } from '../project/config/load.ts'
import { type RunOptions, run } from '../run.ts'
import { type ChosenHosts, chooseHosts } from './hosts.ts'
import type { CommonFlags } from './options.ts'
import { shownRoot, slashed, type Target, targetsOf } from './targets.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export interface SessionOptions {
  readonly select?: readonly string[]
  readonly ignore?: readonly string[]
  readonly fix?: NonNullable<RunOptions['fix']>
  /** The text of one file, from standard input. */
  readonly stdin?: { readonly path: string; readonly text: string }
}

export interface Session {
  readonly reports: readonly Report[]
  readonly configs: readonly LoadedConfig[]
}

const RULE_IDS = rules.map(rule => rule.id)

/** What a configuration may name. */
const KNOWN = { rules: RULE_IDS, presets: PRESETS.map(host => host.name) }

/** Runs every project that the paths name, those nested inside included. */
export async function runSession(
  flags: CommonFlags,
  terminal: Terminal,
  options: SessionOptions = {},
): Promise<Session> {
  const enabled = selectRules(options)
  const reports: Report[] = []
  const configs: LoadedConfig[] = []
  const pending = targets(flags, terminal, options)
  for (let target = pending.shift(); target; target = pending.shift()) {
    const loaded = await configFor(target.root, flags, terminal)
    const { hosts, declared } = hostsFor(flags, loaded)
    const { report, nested } = await run({
      root: target.root,
      shownRoot: shownRoot(target.root, terminal.cwd),
      config: loaded.config,
      configPrefix: slashed(relative(loaded.folder ?? target.root, target.root)),
      hosts,
      declared,
      share: flags.share ?? loaded.config.share,
      ecosystems,
      rules: enabled.filter(rule => loaded.config.rules[rule.id] !== 'off'),
      ruleIds: RULE_IDS,
      ...(target.only && { only: target.only }),
      ...(options.fix && { fix: options.fix }),
      ...(options.stdin && { texts: stdinTexts(options.stdin, target, terminal) }),
    })
    reports.push({ ...report, notes: [...loaded.notes, ...report.notes, ...(declared ? [] : [UNDECLARED])] })
    configs.push(loaded)
    if (!target.only) pending.push(...nested.map(folder => ({ root: join(target.root, folder) })))
  }
  return { reports, configs }
}

const UNDECLARED =
  'no hosts are declared: values are for this machine; `hosts` in the configuration makes them the same everywhere'

/** The configurations alone, for --print-config and commands that need no files. */
export async function configsFor(flags: CommonFlags, terminal: Terminal): Promise<readonly LoadedConfig[]> {
  const loaded: LoadedConfig[] = []
  for (const target of targets(flags, terminal, {}))
    loaded.push(await configFor(target.root, flags, terminal))
  return loaded
}

export function hostsFor(flags: CommonFlags, { config }: LoadedConfig): ChosenHosts {
  if (flags.share !== undefined && (!Number.isInteger(flags.share) || flags.share < 1)) {
    throw new UsageError('--share must be a whole number of at least 1')
  }
  return chooseHosts(flags, config)
}

async function configFor(root: string, flags: CommonFlags, terminal: Terminal): Promise<LoadedConfig> {
  const file = typeof flags.config === 'string' ? resolve(terminal.cwd, flags.config) : undefined
  if (flags.config === false)
    return { config: defaultConfig(), written: new Set(), where: () => 'default', notes: [] }
  return loadConfig({ start: root, known: KNOWN, ...(file && { file }) })
}

function targets(flags: CommonFlags, terminal: Terminal, { stdin }: SessionOptions): Target[] {
  const rootOf = (folder: string) => rootOfFile(folder, terminal.cwd)
  if (!stdin) return targetsOf(flags.paths ?? [], terminal.cwd, rootOf)
  const file = resolve(terminal.cwd, stdin.path)
  const root = rootOf(dirname(file))
  return [{ root, only: new Set([slashed(relative(root, file))]) }]
}

/** The folder a single file belongs to: that of its configuration, of its repository, or the working directory. */
function rootOfFile(folder: string, cwd: string): string {
  const configured = configFolderOf(folder)
  if (configured) return configured
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, '.git'), { throwIfNoEntry: false })) return at
    if (dirname(at) === at) break
  }
  return relative(cwd, folder).startsWith('..') ? folder : cwd
}

function stdinTexts(
  stdin: { path: string; text: string },
  target: Target,
  terminal: Terminal,
): ReadonlyMap<string, string> {
  return new Map([[slashed(relative(target.root, resolve(terminal.cwd, stdin.path))), stdin.text]])
}

function selectRules({ select = [], ignore = [] }: SessionOptions): readonly AnyRule[] {
  const wanted = new Set(select.flatMap(idsOf))
  const unwanted = new Set(ignore.flatMap(idsOf))
  return rules.filter(rule => (select.length === 0 || wanted.has(rule.id)) && !unwanted.has(rule.id))
}

/** A rule id, or an ecosystem for all of its rules; several may be separated by commas. */
function idsOf(names: string): readonly string[] {
  return names.split(',').flatMap(name => {
    const ids = RULE_IDS.filter(id => id === name || id.startsWith(`${name}/`))
    if (ids.length > 0) return ids
    const near = nearestName(name, RULE_IDS)
    throw new UsageError(
      `there is no rule ${name}${near ? `; did you mean ${near}?` : ''} (memlint rules lists them)`,
    )
  })
}
