import type { Document } from '../../../../src/model/document.ts'
import type { FileOp } from '../../../../src/model/fix.ts'
import { move, rename } from '../../../../src/model/fix.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Place, Table } from '../../../../src/model/value.ts'
import { isTable, sameValue } from '../../../../src/model/value.ts'
import { inFolder } from '../../../common/paths.ts'
import { CONFIG_NAMES } from './config-files.ts'
import type { Root } from './roots.ts'

/** A section of options under a name that pytest does not look for in its file. */
export interface UnreadSection {
  readonly at: Setting<Table>
  /** As it stands there: `[tool:pytest]`. */
  readonly written: string
  /** What pytest reads in that file, and from which version on where that is the matter: `[pytest]`. */
  readonly read: string
  /** pytest does not pass over it, it stops. */
  readonly stops: boolean
  /** The file that pytest reads instead of this one. */
  readonly winner?: string
  /** Gives it the name that is read, where nothing else has to change. */
  readonly cure?: FileOp
}

/** The sections of a folder's files. `pytest9` says whether native TOML is read. */
export function unreadSectionsOf(root: Root, pytest9: boolean): readonly UnreadSection[] {
  return CONFIG_NAMES.flatMap(name => {
    const path = inFolder(root.folder, name)
    if (!root.sources.text(path)?.includes('pytest')) return []
    const document = root.sources.document(path)
    return document ? inDocument(document, name, pytest9).map(found => withWinner(found, root)) : []
  })
}

/** Where another file wins, a better name would not help. */
function withWinner(found: UnreadSection, { config: { winner } }: Root): UnreadSection {
  const { path } = found.at.document
  if (!winner || winner.path === path) return found
  const { cure: _, ...rest } = found
  return { ...rest, stops: false, winner: winner.path }
}

function inDocument(
  document: Document,
  name: (typeof CONFIG_NAMES)[number],
  pytest9: boolean,
): readonly UnreadSection[] {
  if (document.format === 'ini') return inIni(document, name === 'setup.cfg' ? 'tool:pytest' : 'pytest')
  return name === 'pyproject.toml' ? inPyproject(document, pytest9) : inOwnToml(document, pytest9)
}

/** `[tool:pytest]` in pytest.ini, `[pytest]` in setup.cfg, `[PyTest]`. */
function inIni(document: Document, read: string): readonly UnreadSection[] {
  const all = document.get([])
  if (!isTable(all)) return []
  const own = all[read]
  return Object.keys(all)
    .filter(name => name !== read && LOOKS_LIKE.test(name))
    .flatMap(name =>
      sectionAt(document, [name], {
        read: `[${read}]`,
        stops: name === 'pytest' && own === undefined,
        ...(own === undefined && { cure: at => rename(at, read) }),
      }),
    )
    .filter(({ at }) => !sameValue(at.value, own))
}

const LOOKS_LIKE = /^(tool[.:])?py\.?test([.:]ini[_-]options)?$/i

function inPyproject(document: Document, pytest9: boolean): readonly UnreadSection[] {
  const tool = document.get(['tool', 'pytest'])
  const table = isTable(tool) ? tool : undefined
  const read = '[tool.pytest.ini_options]'
  const to = { path: document.path, at: ['tool', 'pytest', 'ini_options'] }
  const misnamed = Object.keys(table ?? {}).filter(
    key => /^(ini[-_. ]?)?options?$/i.test(key) && key !== 'ini_options',
  )
  return [
    ...sectionAt(document, ['pytest', 'ini_options'], { read }),
    ...sectionAt(document, ['pytest'], { read, ...(!table && { cure: at => move(at, to) }) }),
    ...misnamed.flatMap(key =>
      sectionAt(document, ['tool', 'pytest', key], {
        read,
        ...(Object.keys(table ?? {}).length === 1 && { cure: at => rename(at, 'ini_options') }),
      }),
    ),
    ...(pytest9 || misnamed.length > 0
      ? []
      : sectionAt(document, ['tool', 'pytest'], { read: `${read} before version 9` })),
  ]
}

/** pytest.toml holds `[pytest]`, which nothing older than pytest 9 reads, and in it no string of options. */
function inOwnToml(document: Document, pytest9: boolean): readonly UnreadSection[] {
  if (!pytest9)
    return sectionAt(document, ['pytest'], {
      read: '[tool.pytest.ini_options] in pyproject.toml before version 9',
    })
  const isFree =
    document.get(['pytest']) === undefined && typeof document.get(['tool', 'pytest', 'addopts']) !== 'string'
  const to = { path: document.path, at: ['pytest'] }
  return [
    ...sectionAt(document, ['tool', 'pytest', 'ini_options'], { read: '[pytest]' }),
    ...sectionAt(document, ['tool', 'pytest'], {
      read: '[pytest]',
      ...(isFree && { cure: at => move(at, to) }),
    }),
    ...sectionAt(document, ['pytest', 'ini_options'], { read: '[pytest]' }),
  ]
}

interface Judgement {
  readonly read: string
  readonly stops?: boolean
  readonly cure?: (at: Setting<Table>) => FileOp
}

/** A table with options of its own; one that only holds other tables has none. */
function sectionAt(document: Document, place: Place, judged: Judgement): readonly UnreadSection[] {
  const value = document.get(place)
  if (!isTable(value) || !Object.values(value).some(item => !isTable(item))) return []
  const at = setting(value, document, place)
  const written = `[${place.join('.')}]`
  const cure = judged.cure?.(at)
  return [{ at, written, read: judged.read, stops: judged.stops ?? false, ...(cure && { cure }) }]
}
