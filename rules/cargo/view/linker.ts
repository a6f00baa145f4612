import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import type { Config } from './config.ts'
import type { Toolchain } from './toolchain.ts'

/** What says that programs are linked by GNU ld, in words, and where; undefined where nothing says so. */
export interface GnuLd {
  readonly at: Setting<unknown>
  readonly because: string
}

/**
 * rust-lld is the default on x86_64-unknown-linux-gnu since Rust 1.90 (its release notes). Silent as soon as any
 * linker or flag for one is configured, but for those that ask for GNU ld by name.
 */
export function gnuLd(toolchain: Toolchain | undefined, config: Config): GnuLd | undefined {
  const asked = config.files.flatMap(flagsOf)
  const plain = asked.find(({ value }) => ASKS_FOR_IT.test(value))
  if (plain) return { at: plain, because: 'a flag asks for it' }
  if (asked.length > 0) return undefined
  const target = config.find(['build', 'target'])
  if (target && typeof target.value === 'string') {
    if (!/-linux-/.test(target.value)) return undefined
    if (target.value !== DEFAULT_LLD) return { at: target, because: `it is the default for ${target.value}` }
  }
  if (toolchain?.minor === undefined || toolchain.minor >= FIRST_WITH_LLD) return undefined
  const { channel } = toolchain
  return { at: channel, because: `Rust ${channel.value} has no other default on Linux` }
}

const DEFAULT_LLD = 'x86_64-unknown-linux-gnu'
const FIRST_WITH_LLD = 90
const ASKS_FOR_IT = /linker-features=-lld|-fuse-ld=(bfd|ld)\b/
const ABOUT_LINKERS = /linker|-fuse-ld|--ld-path/

/** `linker` and flags that have to do with linkers, of every target. */
function flagsOf(document: Document): readonly Setting<string>[] {
  const targets = document.get(['target'])
  const places = [
    ['build', 'rustflags'],
    ...(isTable(targets) ? Object.keys(targets) : []).flatMap(target => [
      ['target', target, 'rustflags'],
      ['target', target, 'linker'],
    ]),
  ]
  return places.flatMap(at => {
    const value = document.get(at)
    const text = words(value)
    const counts = at[2] === 'linker' ? text !== '' : ABOUT_LINKERS.test(text)
    return counts ? [setting(text, document, at)] : []
  })
}

function words(value: Value | undefined): string {
  if (Array.isArray(value)) return value.filter(item => typeof item === 'string').join(' ')
  return typeof value === 'string' ? value : ''
}
