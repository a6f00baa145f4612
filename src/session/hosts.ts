import { declareHost, overrideHost } from '../host/declare.ts'
import { detectHost, nameFor } from '../host/detect.ts'
import { realMachine } from '../host/machine.ts'
import { findPreset, PRESETS } from '../host/presets.ts'
import { parseBytes } from '../model/bytes.ts'
import type { Config } from '../model/config.ts'
import type { Host } from '../model/host.ts'
import { nearestName } from '../model/nearest-name.ts'
import type { Request } from './session.ts'
import { UsageError } from './usage-error.ts'

export interface ChosenHosts {
  readonly hosts: readonly Host[]
  /** Whether somebody named them, so that the result is the same on every machine. */
  readonly declared: boolean
}

/**
 * `--host` first, then the configuration's hosts, then this machine; `--memory` and `--cpus` change what was
 * chosen. Both together, without `--host`, are a workstation of that size: the same one wherever memlint runs.
 */
export function chooseHosts(request: Request, config: Config): ChosenHosts {
  const memory = request.memory === undefined ? undefined : memoryOf(request.memory)
  const cpus = request.cpus === undefined ? undefined : cpusOf(request.cpus)
  const given = { ...(memory !== undefined && { memory }), ...(cpus !== undefined && { cpus }) }
  if (request.host && request.host.length > 0) {
    const hosts = [...new Set(request.host)].map(name => namedHost(name, config))
    return { hosts: hosts.map(host => overrideHost(host, given)), declared: true }
  }
  if (memory !== undefined && cpus !== undefined) {
    const name = nameFor('workstation', memory)
    return { hosts: [declareHost({ name, memory, cpus, source: '--memory and --cpus' })], declared: true }
  }
  if (memory !== undefined || cpus !== undefined) {
    return { hosts: [overrideHost(detectHost(realMachine()), given)], declared: false }
  }
  const declared = config.hosts.map(host => namedHost(host.name, config))
  if (declared.length > 0) return { hosts: declared, declared: true }
  return { hosts: [detectHost(realMachine())], declared: false }
}

function namedHost(name: string, config: Config): Host {
  const declared = config.hosts.find(host => host.name === name)
  if (!declared) {
    const others = config.hosts.map(host => host.name)
    return presetNamed(name, others)
  }
  return 'preset' in declared ? { ...presetNamed(declared.preset), name } : declareHost(declared)
}

/** Throws UsageError, with the name that was probably meant. */
export function presetNamed(name: string, others: readonly string[] = []): Host {
  const preset = findPreset(name)
  if (preset) return preset
  const known = [...others, ...PRESETS.map(host => host.name)]
  const near = nearestName(name, known)
  throw new UsageError(
    `there is no host ${name}${near ? `; did you mean ${near}?` : ''} (known: ${known.join(', ')})`,
  )
}

function memoryOf(text: string): number {
  const bytes = parseBytes(text)
  if (bytes === undefined || bytes <= 0)
    throw new UsageError(`--memory ${text} is no amount; write 16GiB, 16G or 16GB`)
  return bytes
}

function cpusOf(cpus: number): number {
  if (!Number.isInteger(cpus) || cpus < 1) throw new UsageError(`--cpus must be a whole number of at least 1`)
  return cpus
}
