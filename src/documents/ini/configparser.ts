import type { ParseError, Span } from '../../model/document.ts'
import type { IniEntry, IniFile, IniLine, IniSection, LinePart } from './file.ts'
import { errorAt, openSection } from './file.ts'
import type { PhysicalLine } from './python-text.ts'
import { FILE_LINE_ENDS, physicalLines, repr, stripped } from './python-text.ts'

/**
 * Reads a text as Python's `configparser.RawConfigParser()` does: a line that is indented deeper than its
 * option continues it, blank lines are part of a value, option names are lower-cased. Interpolation happens
 * when a value is asked for and is not the reader's. Throws ParseError in configparser's words.
 */
export function readConfigparser(text: string): IniFile {
  const state: State = { text, sections: new Map(), depth: 0 }
  const lines: IniLine[] = []
  for (const [index, physical] of physicalLines(text, 0, FILE_LINE_ENDS).entries()) {
    const content = stripped(text, physical)
    lines.push({ ...physical, content, part: readLine(state, { ...physical, content, index }) })
  }
  if (state.error) throw state.error
  for (const section of state.sections.values()) {
    for (const entry of section.entries.values()) dropTrailingBlanks(entry)
  }
  return { dialect: 'configparser', text, lines, sections: state.sections }
}

/** Its options are defaults of all sections, and it may be opened several times. */
const DEFAULTS = 'DEFAULT'

interface State {
  readonly text: string
  readonly sections: Map<string, IniSection>
  section?: IniSection | undefined
  /** The option that a deeper line would continue. */
  entry?: IniEntry | undefined
  /** The indent of the last line that was a header or an option. */
  depth: number
  /** The first line that is neither: reported only when nothing worse comes. */
  error?: ParseError
}

interface Line extends PhysicalLine {
  readonly content: Span
  readonly index: number
}

function readLine(state: State, line: Line): LinePart {
  const { content, index } = line
  if (content.start === content.end) {
    state.entry?.pieces.push({ start: line.end, end: line.end, line: index })
    return { kind: 'blank' }
  }
  const first = state.text.charAt(content.start)
  if (first === '#' || first === ';') return { kind: 'comment' }
  const depth = content.start - line.start
  if (state.entry && depth > state.depth) {
    state.entry.pieces.push({ ...content, line: index })
    return { kind: 'continuation', entry: state.entry, index: state.entry.pieces.length - 1 }
  }
  state.depth = depth
  return readHeader(state, line) ?? readOption(state, line)
}

/** Up to the last bracket; whatever stands behind it is ignored. */
function readHeader(state: State, line: Line): LinePart | undefined {
  const { content, index } = line
  const text = state.text.slice(content.start, content.end)
  const close = text.lastIndexOf(']')
  if (!text.startsWith('[') || close < 2) return undefined
  const name = text.slice(1, close)
  if (name !== DEFAULTS && state.sections.has(name)) {
    throw errorAt(`section ${repr(name)} already exists`, line, index, content.start)
  }
  const end = content.start + close + 1
  const section = openSection(state.sections, name, {
    line: index,
    span: { start: content.start, end },
    name: { start: content.start + 1, end: end - 1 },
  })
  state.section = section
  state.entry = undefined
  const rest = stripped(state.text, { start: end, end: content.end })
  const marked = /^[#;]/.test(state.text.slice(rest.start, rest.end))
  return { kind: 'header', section, comment: marked ? rest : undefined }
}

function readOption(state: State, line: Line): LinePart {
  const { text, section } = state
  const { content, index } = line
  if (!section) throw errorAt('File contains no section headers.', line, index, content.start)
  const offset = text.slice(content.start, content.end).search(/[=:]/)
  if (offset <= 0) state.error ??= errorAt('Source contains parsing errors', line, index, content.start)
  if (offset === -1) return { kind: 'blank' }
  const separator = { start: content.start + offset, end: content.start + offset + 1 }
  const keySpan = stripped(text, { start: content.start, end: separator.start })
  const key = text.slice(keySpan.start, keySpan.end).toLowerCase()
  if (section.entries.has(key)) {
    const message = `option ${repr(key)} in section ${repr(section.name)} already exists`
    throw errorAt(message, line, index, content.start)
  }
  const value = stripped(text, { start: separator.end, end: content.end })
  const entry = { section, key, line: index, keySpan, separator, pieces: [{ ...value, line: index }] }
  section.entries.set(key, entry)
  // A line without a name is an error in the end, and until then nothing continues it.
  state.entry = key === '' ? undefined : entry
  return { kind: 'key', entry }
}

function dropTrailingBlanks(entry: IniEntry): void {
  for (let last = entry.pieces.at(-1); last && last.start === last.end; last = entry.pieces.at(-1)) {
    entry.pieces.pop()
  }
}
