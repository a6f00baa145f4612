import type { Document } from '../../../../src/model/document.ts'
import type { Sources } from '../../../../src/model/ecosystem.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Place, Table, Value } from '../../../../src/model/value.ts'
import { isTable, table } from '../../../../src/model/value.ts'
import { inFolder } from '../../../common/paths.ts'

/** A file that pytest takes for its configuration, and where in it the options are. */
export interface ConfigFile {
  readonly path: string
  readonly document: Document
  /** The table with the options: `['pytest']`, `['tool', 'pytest', 'ini_options']`. */
  readonly at: Place
  readonly options: Table
  /** Native TOML (pytest 9): `addopts` must be an array. Else text that pytest splits itself. */
  readonly native: boolean
}

/** The configuration of one folder. One file wins; nothing is merged. */
export interface FolderConfig {
  readonly winner?: ConfigFile
  /** Files with pytest configuration that nobody reads because of the winner, in pytest's order. */
  readonly shadowed: readonly ConfigFile[]
}

/** The names pytest looks for, in its order (`_pytest/config/findpaths.py`). */
export const CONFIG_NAMES = [
  'pytest.toml',
  '.pytest.toml',
  'pytest.ini',
  '.pytest.ini',
  'pyproject.toml',
  'tox.ini',
  'setup.cfg',
] as const

/**
 * What pytest makes of the files of one folder. `pytest9` says whether native TOML configuration is read,
 * which older versions silently ignore. Where a file that pytest would have to read does not parse, pytest
 * stops there, and there is no winner.
 */
export function configOf(folder: string, sources: Sources, pytest9: boolean): FolderConfig {
  const shadowed: ConfigFile[] = []
  let winner: ConfigFile | undefined
  for (const name of CONFIG_NAMES) {
    const found = readConfig(inFolder(folder, name), name, sources, pytest9)
    if (found === 'unreadable' && !winner) return { shadowed: [] }
    if (!found || found === 'unreadable') continue
    if (winner) shadowed.push(found)
    else winner = found
  }
  return { shadowed, ...(winner && { winner }) }
}

/** An option of the configuration, undefined when it is not set. */
export function optionOf(file: ConfigFile, key: string): Setting<Value> | undefined {
  const value = file.options[key]
  return value === undefined ? undefined : setting(value, file.document, [...file.at, key])
}

function readConfig(
  path: string,
  name: (typeof CONFIG_NAMES)[number],
  sources: Sources,
  pytest9: boolean,
): ConfigFile | 'unreadable' | undefined {
  const reader = READERS[name]
  if ((reader.since9 && !pytest9) || !sources.has(path)) return undefined
  // A file that never says pytest configures it only by winning empty, which just its own files can do.
  if (!reader.winsEmpty && !sources.text(path)?.includes('pytest')) return undefined
  const document = sources.document(path)
  if (!document) return 'unreadable'
  const found = reader.find(document, pytest9) ?? (reader.winsEmpty ? EMPTY : undefined)
  return found && { path, document, ...found }
}

type Found = Pick<ConfigFile, 'at' | 'options' | 'native'>

const EMPTY: Found = { at: ['pytest'], options: table(), native: false }

interface Reader {
  readonly since9?: true
  /** Dedicated files win whatever they hold. */
  readonly winsEmpty?: true
  find(document: Document, pytest9: boolean): Found | undefined
}

const NATIVE: Reader = {
  since9: true,
  winsEmpty: true,
  find: document => section(document, ['pytest'], true) ?? { ...EMPTY, native: true },
}
const INI: Reader = { winsEmpty: true, find: document => section(document, ['pytest'], false) }

const READERS: Readonly<Record<(typeof CONFIG_NAMES)[number], Reader>> = {
  'pytest.toml': NATIVE,
  '.pytest.toml': NATIVE,
  'pytest.ini': INI,
  '.pytest.ini': INI,
  'pyproject.toml': { find: inPyproject },
  'tox.ini': { find: document => section(document, ['pytest'], false) },
  // pytest refuses a plain [pytest] in setup.cfg since version 4: it is no configuration.
  'setup.cfg': { find: document => section(document, ['tool:pytest'], false) },
}

/**
 * `[tool.pytest]` counts as native only with something in it beside `ini_options`. With something in both,
 * pytest 9 stops with an error; the older form is then taken for what is meant.
 */
function inPyproject(document: Document, pytest9: boolean): Found | undefined {
  const ini = section(document, ['tool', 'pytest', 'ini_options'], false)
  const table9 = pytest9 ? section(document, ['tool', 'pytest'], true) : undefined
  const isNative = Object.keys(table9?.options ?? {}).some(key => key !== 'ini_options')
  if (ini && Object.keys(ini.options).length > 0) return ini
  return isNative ? table9 : ini
}

function section(document: Document, at: Place, native: boolean): Found | undefined {
  const options = document.get(at)
  return isTable(options) ? { at, options, native } : undefined
}
