import { isTable, type Value } from '../../../src/model/value.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import { dependencyNames, packageName } from './manifests.ts'

/**
 * Whether what is built is firmware: for a target without an operating system, linked by a script of its own or
 * flashed by its runner, or most of it with crates that only run there. Such programs are small, whatever they carry, and their
 * debug information stays here.
 */
export function isFirmware({
  config,
  root,
  members,
}: Pick<CargoWorkspace, 'config' | 'root' | 'members'>): boolean {
  const configured = config.files.some(document => {
    const target = document.get(['build', 'target'])
    return BARE_METAL.test(text(target)) || FLASHED.test(text(document.get(['target'])))
  })
  if (configured) return true
  const packages = [root, ...members].filter(each => packageName(each) !== undefined)
  const onChips = packages.filter(each => dependencyNames(each).some(name => CHIP.test(name)))
  return onChips.length * 2 > packages.length
}

const BARE_METAL = /-none(-|\b)/
const FLASHED = /-T[\w-]{1,80}\.x\b|\b(probe-rs|espflash|cargo-flash|elf2uf2|picotool|avrdude)\b/
/** Start-up code, register access and panic handlers of microcontrollers. */
const CHIP =
  /^(cortex-[mar](-rt)?|riscv-rt|esp-hal|esp-backtrace|embassy-(executor|stm32|nrf|rp|mspm0)|panic-(probe|halt)|avr-device|xtensa-lx-rt|rtic)$/

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(text).join(' ')
  return isTable(value) ? Object.values(value).map(text).join(' ') : ''
}
