import { type Bytes, GiB } from '../../model/bytes.ts'
import type { Host } from '../../model/host.ts'
import type { Surroundings } from '../surroundings.ts'

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
