import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Bytes } from '../model/bytes.ts'

/** The only door to the real machine. Everything else in this folder is a function of it. */
export interface Machine {
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The text of a file by its absolute path; undefined when it cannot be read. Never throws. */
  readFile(path: string): string | undefined
  /** Whether there is a file or folder. */
  exists(path: string): boolean
  /** Physical memory as Node knows it. */
  totalMemory(): Bytes
  /** The limit of the process as Node knows it; 0 or an absurdly large number when there is none. */
  constrainedMemory(): Bytes
  /** Logical cpus this process may use, as Node knows it. */
  availableParallelism(): number
  /** Logical cpus of the machine, as Node knows it. */
  cpuCount(): number
}

/** The machine memlint runs on. */
export function realMachine(): Machine {
  return machineAt('/', {
    platform: process.platform,
    env: process.env,
    totalMemory: totalmem,
    constrainedMemory: () => process.constrainedMemory(),
    availableParallelism,
    cpuCount: () => cpus().length,
  })
}

/**
 * A machine whose `/proc`, `/sys` and so on lie below a folder. What Node itself would answer is 0 memory
 * and 1 cpu unless overridden, so that a figure that did not come from the files is noticed.
 */
export function machineAt(root: string, overrides: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    env: {},
    readFile: path => textOf(join(root, path)),
    exists: path => existsSync(join(root, path)),
    totalMemory: () => 0,
    constrainedMemory: () => 0,
    availableParallelism: () => 1,
    cpuCount: () => 1,
    ...overrides,
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
