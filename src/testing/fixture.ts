import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declareHost } from '../host/declare.ts'
import { parseBytes } from '../model/bytes.ts'
import type { Ecosystem } from '../model/ecosystem.ts'
import type { Host, HostKind } from '../model/host.ts'
import type { Report } from '../model/report.ts'
import type { AnyRule } from '../model/rule.ts'
import { loadConfig } from '../project/config/load.ts'
import { run } from '../run.ts'

/** The machines of one case, as `host.json` has them: one or a list. */
export interface FixtureHosts {
  readonly hosts: readonly Host[]
  /** False when the file says `"live": true`: the case is then run as on a machine nobody declared. */
  readonly declared: boolean
}

export interface FixtureRun {
  /** The folder with the case's files, absolute; written to when `write` is set. */
  readonly root: string
  readonly rule: AnyRule
  readonly ecosystems: readonly Ecosystem<unknown>[]
  readonly hosts: FixtureHosts
  readonly fix?: { readonly unsafe: boolean; readonly write: boolean }
}

/** Runs one rule over one folder on given hosts: the whole way of the data, from files to report. */
export async function runRule({ root, rule, ecosystems, hosts, fix }: FixtureRun): Promise<Report> {
  const { config } = await loadConfig({ start: root, known: { rules: [rule.id], presets: [] } })
  const { report } = await run({
    root,
    shownRoot: '',
    config,
    configPrefix: '',
    hosts: hosts.hosts,
    declared: hosts.declared,
    share: config.share,
    ecosystems,
    rules: [rule],
    ruleIds: [rule.id],
    ...(fix && { fix }),
  })
  return report
}

/** Reads `host.json`: `{"name", "memory", "cpus", "kind"?, "physicalCpus"?, "live"?}` or a list of these. */
export function readHosts(file: string): FixtureHosts {
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const hosts = (Array.isArray(written) ? written : [written]) as readonly WrittenHost[]
  return { hosts: hosts.map(hostOf), declared: !hosts.some(host => host.live) }
}

interface WrittenHost {
  readonly name: string
  readonly memory: string
  readonly cpus: number
  readonly physicalCpus?: number
  readonly kind?: HostKind
  readonly live?: boolean
}

function hostOf({ name, memory, cpus, physicalCpus, kind, live }: WrittenHost): Host {
  const bytes = parseBytes(memory)
  if (bytes === undefined) throw new Error(`host.json: ${memory} is no amount of memory`)
  const declared = declareHost({
    name,
    memory: bytes,
    cpus,
    source: 'host.json',
    ...(physicalCpus !== undefined && { physicalCpus }),
    ...(kind && { kind }),
  })
  return { ...declared, live: live === true }
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
