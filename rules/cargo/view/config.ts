import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Place, Value } from '../../../src/model/value.ts'
import { foldersAbove, inFolder } from '../../common/paths.ts'

export const CONFIG = /(^|\/)\.cargo\/config(\.toml)?$/

/** cargo's configuration as it is in effect in one folder. */
export interface Config {
  /** Nearest first: a key in an earlier file wins. */
  readonly files: readonly Document[]
  /** The same, with what stands beside them and is not read. */
  readonly homes: readonly ConfigHome[]
  /** The file of the folder itself, which need not exist yet. */
  readonly ownPath: string
  /** The file of the project's root, which all folders below read too. */
  readonly topPath: string
  /** Where a key is set; undefined where no file sets it. */
  find(at: Place): Setting<Value> | undefined
  /** Whether files that are not in the project may set more: `include`, which reads generated and local files. */
  readonly continues: boolean
}

/** One `.cargo` folder. */
export interface ConfigHome {
  readonly read: Document
  /** Whether that is the file without ending, which cargo calls deprecated. */
  readonly legacy: boolean
  /** A `config.toml` that says something else, and that cargo does not read beside the file without ending. */
  readonly unread?: Document
}

export function readConfig(sources: Sources, folder: string): Config {
  const homes = [folder, ...foldersAbove(folder)].flatMap(each => homeIn(sources, each) ?? [])
  const files = homes.map(home => home.read)
  return {
    files,
    homes,
    ownPath: pathIn(sources, folder),
    topPath: pathIn(sources, ''),
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
  const legacy = inFolder(folder, LEGACY)
  return sources.has(legacy) ? legacy : `${legacy}.toml`
}

function homeIn(sources: Sources, folder: string): ConfigHome | undefined {
  const path = pathIn(sources, folder)
  const read = sources.document(path)
  if (!read) return undefined
  const legacy = path.endsWith(LEGACY)
  const beside = legacy ? sources.document(`${path}.toml`) : undefined
  // One may be a link to the other, for the sake of old cargos.
  const isTwin = beside?.text === read.text
  return { read, legacy: legacy && !isTwin, ...(beside && !isTwin && { unread: beside }) }
}

const LEGACY = '.cargo/config'
