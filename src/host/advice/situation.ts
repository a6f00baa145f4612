import { type Bytes, GiB } from '../../model/bytes.ts'
import type { Host } from '../../model/host.ts'
import type { Surroundings } from '../surroundings.ts'

/** Something to do to a machine. memlint prints it and never does it. */
export interface HostAdvice {
  /** In the imperative. */
  readonly title: string
  readonly why: string
  /** Lines to paste into a shell, or into the file that a comment line names. */
  readonly commands: readonly string[]
  /** The figures it rests on. */
  readonly because: readonly string[]
}

/** What advice is computed from. */
export interface Situation {
  readonly host: Host
  /** What tests and builds may use together. */
  readonly usable: Bytes
  readonly around: Surroundings
}

/** Whole GiB, as systemd, Docker and WSL read it; at least 1. */
export function wholeGiB(bytes: Bytes): number {
  return Math.max(1, Math.floor(bytes / GiB))
}
