import { isTable, type Value } from '../../../src/model/value.ts'
import type { Config } from './config.ts'

/**
 * Whether what is built is firmware: for a target without an operating system, linked by a script of its own or
 * flashed by its runner. Such programs are small, whatever they carry, and their debug information stays here.
 */
export function isFirmware({ files }: Config): boolean {
  return files.some(document => {
    const target = document.get(['build', 'target'])
    return BARE_METAL.test(text(target)) || FLASHED.test(text(document.get(['target'])))
  })
}

const BARE_METAL = /-none(-|\b)/
const FLASHED = /-T[\w-]+\.x\b|\b(probe-rs|espflash|cargo-flash|elf2uf2|picotool|avrdude)\b/

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(text).join(' ')
  return isTable(value) ? Object.values(value).map(text).join(' ') : ''
}
