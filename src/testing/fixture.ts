import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declareHost } from '../host/declare.ts'
import { runnersAmong } from '../host/runners.ts'
import { parseBytes } from '../model/bytes.ts'
import type { Ecosystem } from '../model/ecosystem.ts'
import type { Host, HostKind } from '../model/host.ts'
import type { Report } from '../model/report.ts'
import type { AnyRule } from '../model/rule.ts'
import { loadConfig } from '../project/config/load.ts'
import { run } from '../run.ts'

/** The machines of one case. */
export interface FixtureHosts {
  readonly hosts: readonly Host[]
  /** False when one of them is `live`: the case is then run as on a machine nobody declared. */
  readonly declared: boolean
}

/** One case of one rule. */
export interface FixtureRun {
  /** The folder with the case's files, absolute; written to when `write` is set. */
  readonly root: string
  readonly rule: AnyRule
  /** What is in the plan; the rule's own ecosystem when absent. */
  readonly ecosystems?: readonly Ecosystem<unknown>[]
  readonly hosts: FixtureHosts
  /** Apply the fixes, the unsafe ones too or not, and write the files or not. */
  readonly fix?: { readonly unsafe: boolean; readonly write: boolean }
}

/**
 * Runs one rule over one folder on given hosts: the whole way of the data, from files to report. A rule that throws is
 * in the report's `failures`.
 *
 * @throws ConfigError when the folder has a configuration that cannot be used.
 */
export async function runRule({
  root,
  rule,
  ecosystems = [rule.ecosystem],
  hosts,
  fix,
}: FixtureRun): Promise<Report> {
  const { config } = await loadConfig({ start: root, known: { rules: [rule.id], presets: [] } })
  const { report } = await run({
    root,
    shownRoot: '',
    config,
    configPrefix: '',
    hosts: hosts.hosts,
    declared: hosts.declared,
    share: config.share,
    runnerFor: runnersAmong(hosts.declared ? hosts.hosts : []),
    ecosystems,
    rules: [rule],
    ruleIds: [rule.id],
    ...(fix && { fix }),
  })
  return report
}

/** Reads `host.json`: one machine or a list of them. Throws where an amount of memory is none. */
export function readHosts(file: string): FixtureHosts {
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return hostsFrom((Array.isArray(written) ? written : [written]) as readonly WrittenHost[])
}

/** Machines from their descriptions. Throws where an amount of memory is none. */
export function hostsFrom(written: readonly WrittenHost[]): FixtureHosts {
  return { hosts: written.map(hostOf), declared: !written.some(host => host.live) }
}

/** A machine, as `host.json` has it. */
export interface WrittenHost {
  readonly name: string
  /** With a unit: `16GiB`. */
  readonly memory: string
  /** What a container may use of it, with a unit; all of it when absent. */
  readonly limit?: string
  readonly cpus: number
  /** `cpus` when absent. */
  readonly physicalCpus?: number
  /** Cpu time of a container that sees more cpus than it may use. */
  readonly cpuQuota?: number
  /** `workstation` when absent. */
  readonly kind?: HostKind
  /** Whether it stands for the machine that memlint runs on, which nobody declared. */
  readonly live?: boolean
}

function hostOf({ name, memory, limit, cpus, physicalCpus, cpuQuota, kind, live }: WrittenHost): Host {
  const declared = declareHost({
    name,
    memory: amountOf(memory),
    cpus,
    source: 'host.json',
    ...(physicalCpus !== undefined && { physicalCpus }),
    ...(kind && { kind }),
  })
  const limits = limit === undefined ? [] : [{ value: amountOf(limit), source: 'host.json' }]
  return {
    ...declared,
    limits,
    ...(cpuQuota !== undefined && { cpuQuota: { value: cpuQuota, source: 'host.json' } }),
    live: live === true,
  }
}

function amountOf(text: string): number {
  const bytes = parseBytes(text)
  if (bytes === undefined) throw new Error(`host.json: ${text} is no amount of memory`)
  return bytes
}

/** Every file below a folder: relative path with forward slashes to its text. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(
    files
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
