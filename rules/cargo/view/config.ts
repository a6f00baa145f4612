import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Place, Value } from '../../../src/model/value.ts'
import { foldersAbove, inFolder } from './paths.ts'

export const CONFIG = /(^|\/)\.cargo\/config(\.toml)?$/

/** cargo's configuration as it is in effect in one folder. */
export interface Config {
  /** Nearest first: a key in an earlier file wins. */
  readonly files: readonly Document[]
  /** The file of the folder itself, which need not exist yet. */
  readonly ownPath: string
  /** Where a key is set; undefined where no file sets it. */
  find(at: Place): Setting<Value> | undefined
  /** Whether files that are not in the project may set more: `include`, which reads generated and local files. */
  readonly continues: boolean
}

export function readConfig(sources: Sources, folder: string): Config {
  const files = [folder, ...foldersAbove(folder)].flatMap(
    each => sources.document(pathIn(sources, each)) ?? [],
  )
  return {
    files,
    ownPath: pathIn(sources, folder),
    find(at) {
      for (const document of files) {
        const value = document.get(at)
        if (value !== undefined) return setting(value, document, at)
      }
      return undefined
    },
    continues: files.some(document => document.get(['include']) !== undefined),
  }
}

/** Where both names are there, cargo reads the one without ending. */
function pathIn(sources: Sources, folder: string): string {
  const legacy = inFolder(folder, '.cargo/config')
  return sources.has(legacy) ? legacy : `${legacy}.toml`
}
