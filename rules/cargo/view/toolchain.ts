import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { foldersAbove, inFolder } from '../../common/paths.ts'

export const TOOLCHAIN = /(^|\/)rust-toolchain\.toml$/

/** The Rust that a folder is tied to. */
export interface Toolchain {
  readonly channel: Setting<string>
  /** 90 of `1.90.0`; undefined for `stable` and the like. */
  readonly minor: number | undefined
}

/** Of the nearest toolchain file, as rustup looks for it. */
export function toolchainOf(sources: Sources, folder: string): Toolchain | undefined {
  const at = ['toolchain', 'channel']
  for (const each of [folder, ...foldersAbove(folder)]) {
    const document = sources.document(inFolder(each, 'rust-toolchain.toml'))
    if (!document) continue
    const value = document.get(at)
    if (typeof value !== 'string') return undefined
    const minor = /^1\.(\d+)/.exec(value)?.[1]
    return { channel: setting(value, document, at), minor: minor === undefined ? undefined : Number(minor) }
  }
  return undefined
}
