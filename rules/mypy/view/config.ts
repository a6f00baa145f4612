import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Place, Value } from '../../../src/model/value.ts'
import { folderOf, inFolder } from '../../common/paths.ts'

export const CONFIG_FILES: readonly Owned[] = [
  { path: /(^|\/)\.?mypy\.ini$/, format: 'ini' },
  { path: /(^|\/)pyproject\.toml$/, format: 'toml' },
  { path: /(^|\/)setup\.cfg$/, format: 'ini' },
]

export function configuredFolders(sources: Sources): readonly string[] {
  return [...new Set(CONFIG_FILES.flatMap(({ path }) => sources.matching(path)).map(folderOf))].sort()
}

/** `num_workers` as mypy reads it in a folder. The first file that configures mypy is the only one it reads. */
export function findWorkers(folder: string, sources: Sources): Setting<Value> | undefined {
  for (const [name, configures, at] of IN_ORDER) {
    const path = inFolder(folder, name)
    const text = sources.text(path)
    if (text === undefined || !configures.test(text)) continue
    const document = text.includes('num_workers') ? sources.document(path) : undefined
    const value = document?.get(at)
    return document && value !== undefined ? setting(value, document, at) : undefined
  }
  return undefined
}

const ALWAYS = /^/
const INI: Place = ['mypy', 'num_workers']

/** mypy's own order (`defaults.py`). Its own files count whatever is in them, shared ones with a section for mypy. */
const IN_ORDER: readonly (readonly [string, RegExp, Place])[] = [
  ['mypy.ini', ALWAYS, INI],
  ['.mypy.ini', ALWAYS, INI],
  ['pyproject.toml', /^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*mypy\b/m, ['tool', 'mypy', 'num_workers']],
  ['setup.cfg', /^\[mypy\]/m, INI],
]
