import { type Bytes, GiB, MiB } from '../../model/bytes.ts'
import type { FileOp } from '../../model/fix.ts'
import { capacityOf, type Host } from '../../model/host.ts'
import { rawFileUrl } from '../../model/links.ts'
import type { Proposal } from '../../model/proposal.ts'
import { type Place, table, type Value } from '../../model/value.ts'
import { githubMachines, gitlabMachines } from '../machines.ts'
import type { Surroundings } from '../surroundings.ts'

/** Neutral names: whose machine it was is nobody's business, and a larger runner keeps the name. */
const LAPTOP = 'laptop'
const CI = 'ci'

/** Which machines the repository is for; nothing where a configuration is there. */
export function configuration(around: Surroundings): readonly Proposal[] {
  if (around.configuration !== undefined)
    return around.hosts.length > 0 ? [elsewhere(around.configuration, around.hosts)] : []
  const hosts = hostsFor(around)
  if (hosts.length === 0) return [nothingKnown()]
  const { path, at, schema } = homeOf(around)
  const names = hosts.map(({ name, value }) =>
    typeof value === 'string' && value !== name ? `${name} (${value})` : name,
  )
  const value = hostsValue(hosts)
  return [
    {
      part: 'configuration',
      title: `declare the ${names.length === 1 ? 'host' : 'hosts'} ${listed(names)} in ${path}`,
      because: hosts.flatMap(({ because }) => because),
      ops: [
        ...(schema ? [insertion(path, ['$schema'], rawFileUrl('memlint.schema.json', around.version))] : []),
        insertion(path, [...at, 'hosts'], value),
      ],
      byHand: [`in ${[path, ...at].join(' ')}: "hosts": ${JSON.stringify(value)}`],
    },
  ]
}

interface ProposedHost {
  readonly name: string
  /** As it is written: the name of a preset, or a table. */
  readonly value: Value
  readonly because: readonly string[]
}

/** Named on the command line, or: this machine, as those of a team are, and the machines of CI. */
function hostsFor(around: Surroundings): readonly ProposedHost[] {
  if (around.hosts.length > 0)
    return around.hosts.map(name => ({ name, value: name, because: [`--host ${name}`] }))
  const { sources, workflows, machine } = around
  const pipeline = sources.document('.gitlab-ci.yml')
  const rented = [...githubMachines(workflows), ...(pipeline ? gitlabMachines(pipeline) : [])]
  return [
    ...(machine.kind === 'workstation' ? [thisMachine(machine)] : []),
    ...rented.map(({ label, preset }) => ({
      name: rented.length === 1 ? CI : preset,
      value: preset,
      because: [
        `jobs run on ${label}${preset === 'github-ubuntu' || preset === 'github-windows' ? `; in a private repository that is the smaller ${preset}-private` : ''}`,
      ],
    })),
  ]
}

function thisMachine(machine: Host): ProposedHost {
  const memory = amount(capacityOf(machine).value)
  const cpus = machine.cpus.value
  return {
    name: LAPTOP,
    value: table([
      ['memory', memory],
      ['cpus', cpus],
    ]),
    because: [
      `this machine has ${memory} and ${cpus} cpus; where others of the team have less, write theirs`,
    ],
  }
}

/** Rounded down: a declared host never has memory that is not there. */
function amount(bytes: Bytes): string {
  return bytes < 2 * GiB ? `${Math.floor(bytes / MiB)}MiB` : `${Math.floor(bytes / GiB)}GiB`
}

/** A list where every host is a preset, else a table of names. */
function hostsValue(hosts: readonly ProposedHost[]): Value {
  if (hosts.every(({ name, value }) => name === value)) return hosts.map(({ name }) => name)
  return table(hosts.map(({ name, value }) => [name, value]))
}

/**
 * A file of its own where people are used to those, and where editors know its keys by `$schema`; the manifest where a
 * repository is Python or Rust only, since there tools are configured in it.
 */
function homeOf({ sources, manifest }: Surroundings): { path: string; at: Place; schema: boolean } {
  const own = { path: 'memlint.config.json', at: [], schema: true }
  if (manifest || sources.has('package.json')) return own
  if (sources.has('pyproject.toml')) return { path: 'pyproject.toml', at: ['tool', 'memlint'], schema: false }
  if (!sources.has('Cargo.toml')) return own
  const top = sources.document('Cargo.toml')?.get(['workspace']) === undefined ? 'package' : 'workspace'
  return { path: 'Cargo.toml', at: [top, 'metadata', 'memlint'], schema: false }
}

function elsewhere(path: string, hosts: readonly string[]): Proposal {
  return {
    part: 'configuration',
    title: `declare the ${hosts.length === 1 ? 'host' : 'hosts'} ${listed(hosts)}`,
    because: [`${path} is there, and what it says of hosts is yours`],
    byHand: [`in ${path}, among hosts: ${hosts.join(', ')}`],
  }
}

function nothingKnown(): Proposal {
  return {
    part: 'configuration',
    title: 'declare the hosts that the repository is for',
    because: ["no workflow says which machines there are, and this one is nobody's workstation"],
    byHand: ['memlint init --host laptop-16g (memlint host --list shows all)'],
  }
}

function insertion(path: string, at: Place, value: Value): FileOp {
  return { path, op: { op: 'insert', at, value } }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
