import { type Bytes, KiB } from '../model/bytes.ts'
import type { Measured, Platform } from '../model/host.ts'
import { atEveryLevel, type Hierarchy, hierarchyOf, nearest } from './cgroups.ts'
import type { Machine } from './machine.ts'

/** Physical memory, with what it is where that is not obvious. */
export function memoryOf(machine: Machine, platform: Platform): Measured<Bytes> {
  const total = meminfo(machine, 'MemTotal')
  if (total === undefined) return { value: machine.totalMemory(), source: 'physical memory: os.totalmem()' }
  if (platform !== 'wsl2') return { value: total, source: 'physical memory: MemTotal in /proc/meminfo' }
  return {
    value: total,
    source:
      "memory of the WSL2 virtual machine: MemTotal in /proc/meminfo (half of Windows' memory unless " +
      '%UserProfile%\\.wslconfig says otherwise)',
  }
}

/**
 * Every limit below the physical memory, from the process's own cgroup to the root. Node's
 * `constrainedMemory()` sees only the innermost one, which a smaller one above can make meaningless.
 */
export function memoryLimitsOf(machine: Machine, physical: Bytes): Measured<Bytes>[] {
  if (machine.platform === 'win32') return jobObjectLimit(machine, physical)
  const hierarchy = hierarchyOf(machine, 'memory')
  if (!hierarchy) return []
  return hierarchy.version === 2
    ? v2Limits(machine, hierarchy, physical)
    : v1Limits(machine, hierarchy, physical)
}

/** Swap that this process can use; undefined where that cannot be read. */
export function swapOf(machine: Machine): Measured<Bytes> | undefined {
  const total = meminfo(machine, 'SwapTotal')
  if (total === undefined) return undefined
  const whole = { value: total, source: 'SwapTotal in /proc/meminfo' }
  const hierarchy = hierarchyOf(machine, 'memory')
  if (hierarchy?.version !== 2) return whole
  return atEveryLevel(machine, hierarchy, ['memory.swap.max'])
    .map(file => ({ value: amount(file.text), source: `limit of the cgroup's swap: ${file.path}` }))
    .reduce<Measured<Bytes>>(
      (least, { value, source }) => (value !== undefined && value < least.value ? { value, source } : least),
      whole,
    )
}

function v2Limits(machine: Machine, hierarchy: Hierarchy, physical: Bytes): Measured<Bytes>[] {
  return atEveryLevel(machine, hierarchy, ['memory.max', 'memory.high']).flatMap(file => {
    const value = below(file.text, physical)
    if (value === undefined) return []
    // Above `high` nothing is killed, but everything is slowed down until it is pointless.
    const kind = file.path.endsWith('.high') ? 'throttling limit' : 'limit'
    return [{ value, source: `${kind} of ${whose(file.level)}: ${file.path}` }]
  })
}

function v1Limits(machine: Machine, hierarchy: Hierarchy, physical: Bytes): Measured<Bytes>[] {
  const effective = hierarchicalLimit(machine, hierarchy, physical)
  const read = atEveryLevel(machine, hierarchy, ['memory.limit_in_bytes']).flatMap(file => {
    const value = below(file.text, physical)
    // With use_hierarchy = 0 a smaller limit further up does not hold, and the kernel's own sum says so.
    if (value === undefined || (effective && value < effective.value)) return []
    return [{ value, source: `limit of ${whose(file.level)}: ${file.path}` }]
  })
  if (!effective || read.some(limit => limit.value === effective.value)) return read
  return effective.value < physical ? [...read, effective] : read
}

/** What the kernel made of every level, those outside of a container included. */
function hierarchicalLimit(
  machine: Machine,
  hierarchy: Hierarchy,
  physical: Bytes,
): Measured<Bytes> | undefined {
  const stat = nearest(machine, hierarchy, ['memory.stat'])
  const text = stat && /^hierarchical_memory_limit (\S+)$/m.exec(stat.text)?.[1]
  const value = text === undefined ? undefined : amount(text)
  if (!stat || value === undefined) return undefined
  return {
    value: Math.min(value, physical),
    source: `least limit of every cgroup above: hierarchical_memory_limit in ${stat.path}`,
  }
}

function jobObjectLimit(machine: Machine, physical: Bytes): Measured<Bytes>[] {
  const value = machine.constrainedMemory()
  if (!(value > 0 && value < physical)) return []
  return [{ value, source: 'limit of the job object: process.constrainedMemory()' }]
}

function whose(level: number): string {
  return level === 0 ? 'the cgroup' : 'a cgroup above'
}

/**
 * "Unlimited" has many spellings (`max`, -1, 2^63 - 4096, 2^63 - 1, 2^64 - 1, 2^64), so every amount that the
 * machine does not have is none.
 */
function below(text: string, physical: Bytes): Bytes | undefined {
  const value = amount(text)
  return value !== undefined && value > 0 && value < physical ? value : undefined
}

function amount(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined
}

function meminfo(machine: Machine, key: 'MemTotal' | 'SwapTotal'): Bytes | undefined {
  const text = machine.readFile('/proc/meminfo') ?? ''
  const kib = new RegExp(`^${key}:\\s*(\\d+) kB$`, 'm').exec(text)?.[1]
  return kib === undefined ? undefined : Number(kib) * KiB
}
