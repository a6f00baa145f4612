import { declareHost, overrideHost } from '../host/declare.ts'
import { detectHost } from '../host/detect.ts'
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

/** `--host` first, then the configuration's hosts, then this machine; `--memory` and `--cpus` change what was chosen. */
export function chooseHosts(flags: Request, config: Config): ChosenHosts {
  const memory = flags.memory === undefined ? undefined : memoryOf(flags.memory)
  const cpus = flags.cpus === undefined ? undefined : cpusOf(flags.cpus)
  const given = { ...(memory !== undefined && { memory }), ...(cpus !== undefined && { cpus }) }
  if (flags.host && flags.host.length > 0) {
    const hosts = [...new Set(flags.host)].map(name => namedHost(name, config))
    return { hosts: hosts.map(host => overrideHost(host, given)), declared: true }
  }
  if (memory !== undefined || cpus !== undefined) {
    return { hosts: [overrideHost(detectHost(realMachine()), given)], declared: true }
  }
  const declared = config.hosts.map(host => namedHost(host.name, config))
  if (declared.length > 0) return { hosts: declared, declared: true }
  return { hosts: [detectHost(realMachine())], declared: false }
}

function namedHost(name: string, config: Config): Host {
  const declared = config.hosts.find(host => host.name === name)
  if (declared) return 'preset' in declared ? presetNamed(declared.preset) : declareHost(declared)
  return presetNamed(
    name,
    config.hosts.map(host => host.name),
  )
}

function presetNamed(name: string, others: readonly string[] = []): Host {
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
