import { type Bytes, GiB, KiB, MiB } from '../../../src/model/bytes.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'

/** What a devcontainer.json says of the memory of its container. */
export interface Container {
  /** `hostRequirements.memory`: the least that the machine has to have. It limits nothing. */
  readonly required?: WrittenMemory
  /** `--memory` in `runArgs`: the most that docker lets the container take. */
  readonly limit?: WrittenMemory
  /** `hostRequirements.cpus`: the machine has so many at least. */
  readonly cpus: number
}

export interface WrittenMemory {
  readonly at: Setting<unknown>
  /** `8gb`, `--memory=8g` */
  readonly written: string
  readonly bytes: Bytes
}

export function containerOf(document: Document): Container {
  const required = requirementIn(document)
  const limit = limitIn(document)
  const cpus = document.get(['hostRequirements', 'cpus'])
  return {
    ...(required && { required }),
    ...(limit && { limit }),
    cpus: typeof cpus === 'number' && cpus >= 1 ? Math.floor(cpus) : 1,
  }
}

function requirementIn(document: Document): WrittenMemory | undefined {
  const place = ['hostRequirements', 'memory']
  const written = document.get(place)
  if (typeof written !== 'string') return undefined
  const bytes = requiredBytes(written)
  return bytes === undefined ? undefined : { at: setting(written, document, place), written, bytes }
}

/** The last one counts. With docker compose `runArgs` are not read. */
function limitIn(document: Document): WrittenMemory | undefined {
  const args = document.get(['runArgs'])
  if (!Array.isArray(args) || document.get(['dockerComposeFile']) !== undefined) return undefined
  const words = args.map(word => (typeof word === 'string' ? word : ''))
  const index = words.findLastIndex(word => MEMORY.test(word))
  const word = words[index]
  if (word === undefined) return undefined
  const glued = word.replace(MEMORY, '')
  const value = glued || (words[index + 1] ?? '')
  const bytes = dockerBytes(value)
  const written = glued ? word : `${word} ${value}`
  return bytes ? { at: setting(word, document, ['runArgs', index]), written, bytes } : undefined
}

const MEMORY = /^(-m=?|--memory(=|$))/

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  k: KiB,
  m: MiB,
  g: GiB,
  t: 1024 * GiB,
}

/**
 * As the dev container schema has it: `8gb` in lower case and without a fraction, each unit 1024 of the smaller one
 * (parseBytes of the dev container CLI). Anything else asks for nothing.
 */
function requiredBytes(text: string): Bytes | undefined {
  const match = /^(\d+)(?:([tgmk])b)?$/.exec(text)
  return match ? Number(match[1]) * (UNITS[match[2] ?? 'b'] ?? 1) : undefined
}

/** As docker reads it: `8g`, `8gb`, `8GiB` and `8G` are all 8 × 1024³ bytes; 0 is no limit. */
function dockerBytes(text: string): Bytes | undefined {
  const match = /^(\d+(?:\.\d+)?) ?([kmgt])?i?b?$/i.exec(text)
  return match ? Math.floor(Number(match[1]) * (UNITS[(match[2] ?? 'b').toLowerCase()] ?? 1)) : undefined
}
