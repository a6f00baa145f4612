import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { folderOf, inFolder } from '../../common/paths.ts'

/** The files pylint looks for in the folder it is started in (`find_default_config_files.py`). */
export const CONFIG_FILES: readonly Owned[] = [
  { path: /(^|\/)\.?pylintrc$/, format: 'ini' },
  { path: /(^|\/)\.?pylintrc\.toml$/, format: 'toml' },
  { path: /(^|\/)pyproject\.toml$/, format: 'toml' },
  { path: /(^|\/)setup\.cfg$/, format: 'ini' },
  { path: /(^|\/)tox\.ini$/, format: 'ini' },
]

export function configuredFolders(sources: Sources): readonly string[] {
  return [...new Set(CONFIG_FILES.flatMap(({ path }) => sources.matching(path)).map(folderOf))].sort()
}

/** `jobs` as pylint reads it in a folder. The first file that configures pylint is the only one it reads. */
export function findJobs(folder: string, sources: Sources): Setting<Value> | undefined {
  for (const [name, configures] of IN_ORDER) {
    const path = inFolder(folder, name)
    const text = sources.text(path)
    if (text === undefined || !configures.test(text)) continue
    // Every generated file says `jobs=1`; only those with another number are worth parsing.
    const document = WITH_JOBS.test(text) ? sources.document(path) : undefined
    return document && lastJobs(document, name)
  }
  return undefined
}

const ALWAYS = /^/
const TOML = /^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*["']?pylint\b/m
const SHARED_INI = /^\[pylint[.\]]/m
const WITH_JOBS = /^[ \t]*jobs[ \t]*[=:][ \t]*["']?(?!1\b)/m

const IN_ORDER: readonly (readonly [string, RegExp])[] = [
  ['pylintrc', ALWAYS],
  ['pylintrc.toml', TOML],
  ['.pylintrc', ALWAYS],
  ['.pylintrc.toml', TOML],
  ['pyproject.toml', TOML],
  ['setup.cfg', SHARED_INI],
  ['tox.ini', SHARED_INI],
]

/** pylint reads an option in any of its sections, and the last one wins. */
function lastJobs(document: Document, name: string): Setting<Value> | undefined {
  const root: Place = document.format === 'toml' ? ['tool', 'pylint'] : []
  const top = document.get(root)
  if (!isTable(top)) return undefined
  const shared = name === 'setup.cfg' || name === 'tox.ini'
  const places = Object.entries(top).flatMap(([key, value]): Place[] => {
    if (!isTable(value)) return key === 'jobs' ? [[...root, key]] : []
    const read = shared ? key.startsWith('pylint') : key !== 'DEFAULT'
    return read && value.jobs !== undefined ? [[...root, key, 'jobs']] : []
  })
  const at = places.at(-1)
  const value = at && document.get(at)
  return at && value !== undefined ? setting(value, document, at) : undefined
}
