import type { Measured } from '../model/host.ts'
import { atEveryLevel, hierarchyOf, nearest } from './cgroups.ts'
import type { Machine } from './machine.ts'

const CPU = '/sys/devices/system/cpu'

/** Logical cpus this process may run on: those online, less what cpuset and affinity take away. */
export function cpusOf(machine: Machine): Measured<number> {
  const online = onlineCpus(machine)
  if (!online) {
    const source = 'logical cpus: os.availableParallelism()'
    return { value: Math.max(1, machine.availableParallelism()), source }
  }
  let allowed = online.value
  let source = `logical cpus: ${online.source}`
  for (const narrower of [cpuset(machine), affinity(machine)]) {
    if (!narrower) continue
    const left = allowed.filter(cpu => narrower.value.includes(cpu))
    if (left.length === 0 || left.length === allowed.length) continue
    allowed = left
    source = `${left.length} of ${online.value.length} logical cpus: ${narrower.source}`
  }
  return { value: allowed.length, source }
}

/**
 * Physical cores of the machine, in the order psutil looks: the kernel's topology, then /proc/cpuinfo.
 * Like psutil's number it knows no affinity.
 */
export function physicalCpusOf(machine: Machine): Measured<number> {
  const online = onlineCpus(machine)
  const cores = online && topologyCores(machine, online.value)
  if (cores) return cores
  const listed = cpuinfoCores(machine)
  if (listed) return listed
  if (online)
    return { value: online.value.length, source: `not known; taken as every cpu in ${online.source}` }
  const count = Math.max(1, machine.cpuCount())
  // Only `sysctl` and WMI know the cores there, and memlint starts no programs.
  return { value: count, source: 'not known; taken as every logical cpu: os.cpus()' }
}

/** The least cpu time of every cgroup level, in cpus; undefined when unlimited. */
export function cpuQuotaOf(machine: Machine): Measured<number> | undefined {
  const hierarchy = hierarchyOf(machine, 'cpu')
  if (!hierarchy) return undefined
  const quotas = atEveryLevel(machine, hierarchy, ['cpu.max', 'cpu.cfs_quota_us']).flatMap(file => {
    const period = file.path.endsWith('cpu.max')
      ? ''
      : ` ${machine.readFile(file.path.replace(/quota_us$/, 'period_us'))?.trim() ?? ''}`
    const value = quota(file.text + period)
    return value === undefined ? [] : [{ value, source: `cpu time limit of the cgroup: ${file.path}` }]
  })
  return quotas.sort((a, b) => a.value - b.value)[0]
}

/** `200000 100000` is 2 cpus; `max 100000` and `-1 100000` are no limit. */
function quota(text: string): number | undefined {
  const match = /^(\d+) (\d+)$/.exec(text)
  const value = match ? Number(match[1]) / Number(match[2]) : 0
  return value > 0 && Number.isFinite(value) ? value : undefined
}

function onlineCpus(machine: Machine): Measured<number[]> | undefined {
  const listed = parseCpuList(machine.readFile(`${CPU}/online`) ?? '')
  if (listed.length > 0) return { value: listed, source: `${CPU}/online` }
  const processors = [...(machine.readFile('/proc/cpuinfo') ?? '').matchAll(/^processor\s*:\s*(\d+)$/gm)]
  if (processors.length === 0) return undefined
  return { value: processors.map(match => Number(match[1])), source: '/proc/cpuinfo' }
}

/** `Cpus_allowed_list` may name cpus that do not exist, so it only ever narrows. */
function affinity(machine: Machine): Measured<number[]> | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(machine.readFile('/proc/self/status') ?? '')?.[1]
  return list === undefined
    ? undefined
    : { value: parseCpuList(list), source: 'Cpus_allowed_list in /proc/self/status' }
}

function cpuset(machine: Machine): Measured<number[]> | undefined {
  const hierarchy = hierarchyOf(machine, 'cpuset')
  const names = ['cpuset.cpus.effective', 'cpuset.effective_cpus', 'cpuset.cpus']
  const file = hierarchy && nearest(machine, hierarchy, names)
  return file && { value: parseCpuList(file.text), source: file.path }
}

/** Cpus of one core share a list of siblings. */
function topologyCores(machine: Machine, cpus: readonly number[]): Measured<number> | undefined {
  const siblings = cpus.map(
    cpu =>
      machine.readFile(`${CPU}/cpu${cpu}/topology/core_cpus_list`) ??
      machine.readFile(`${CPU}/cpu${cpu}/topology/thread_siblings_list`),
  )
  const cores = new Set(siblings.filter(list => list !== undefined))
  return cores.size === 0
    ? undefined
    : { value: cores.size, source: `physical cores: ${CPU}/cpu*/topology/core_cpus_list` }
}

function cpuinfoCores(machine: Machine): Measured<number> | undefined {
  const blocks = (machine.readFile('/proc/cpuinfo') ?? '').split(/\n\s*\n/)
  const cores = new Set(
    blocks.flatMap(block => {
      const core = /^core id\s*:\s*(\d+)$/m.exec(block)?.[1]
      const socket = /^physical id\s*:\s*(\d+)$/m.exec(block)?.[1]
      return core === undefined ? [] : [`${socket ?? 0}:${core}`]
    }),
  )
  return cores.size === 0
    ? undefined
    : { value: cores.size, source: 'physical cores: physical id and core id in /proc/cpuinfo' }
}

/** More than any machine has: keeps a broken file from making a huge list. */
const MOST_CPUS = 8192

/** The kernel's list of cpus: `0-3,8,10-11`. What is not a list gives none. */
export function parseCpuList(text: string): number[] {
  const cpus = new Set<number>()
  for (const part of text.trim().split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part)
    if (!match) continue
    const first = Number(match[1])
    const last = Math.min(Number(match[2] ?? first), first + MOST_CPUS)
    for (let cpu = first; cpu <= last && cpus.size < MOST_CPUS; cpu++) cpus.add(cpu)
  }
  return [...cpus].sort((a, b) => a - b)
}
