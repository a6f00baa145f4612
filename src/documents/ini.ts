import type { Document, Span } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import type { Place } from '../model/value.ts'
import { valueAt } from '../model/value.ts'
import { differenceBeyond, nameOfPlace } from './expected.ts'
import { commentsIn } from './ini/comments.ts'
import { readConfigparser } from './ini/configparser.ts'
import type { Dialect, IniEntry, IniFile, IniSection } from './ini/file.ts'
import { rootOf } from './ini/file.ts'
import { readIniconfig } from './ini/iniconfig.ts'
import { lowerIni, normalOp } from './ini/lower.ts'
import { emptyValue } from './ini/style.ts'
import { spanOfText } from './ini/values.ts'

export type { Dialect } from './ini/file.ts'

/**
 * Reads an ini file: a table of sections, each a table of strings as the dialect's own reader returns them.
 * Places are `[section]` and `[section, key]`, configparser's keys in lower case. Values can be set, appended
 * to and so on only where they are then read back as intended; everything else is refused.
 * Throws ParseError with the words, line and column of the dialect's own reader.
 */
export function parseIni(path: string, text: string, dialect: Dialect = 'iniconfig'): Document {
  const file = dialect === 'iniconfig' ? readIniconfig(text) : readConfigparser(text)
  const root = rootOf(file)
  return {
    path,
    format: 'ini',
    text,
    comments: commentsIn(file),
    get: at => valueAt(root, at),
    span: at => spanAt(file, at),
    keySpan: at => entryAt(file, at)?.keySpan ?? sectionAt(file, at)?.headers[0]?.name,
    spanWithin: (at, find) => {
      const entry = entryAt(file, at)
      const span = entry && spanOfText(file, entry, find)
      return isRefusal(span) ? undefined : span
    },
    nameOf: nameOfPlace,
    lower: op => lowerIni(file, op),
    differs: (after, ops) =>
      differenceBeyond(
        root,
        after.get([]) ?? null,
        ops.map(op => normalOp(file, op)),
      ),
  }
}

function spanAt(file: IniFile, at: Place): Span | undefined {
  const entry = entryAt(file, at)
  if (!entry) return sectionAt(file, at)?.headers[0]?.span
  const first = entry.pieces.find(piece => piece.start < piece.end)
  const last = entry.pieces.at(-1)
  if (first && last) return { start: first.start, end: last.end }
  const empty = emptyValue(file, entry)
  return { start: empty.at, end: empty.at }
}

function sectionAt(file: IniFile, at: Place): IniSection | undefined {
  const [section] = at
  return at.length === 1 && typeof section === 'string' ? file.sections.get(section) : undefined
}

function entryAt(file: IniFile, at: Place): IniEntry | undefined {
  const [section, key] = at
  if (at.length !== 2 || typeof section !== 'string' || typeof key !== 'string') return undefined
  return file.sections.get(section)?.entries.get(key)
}
