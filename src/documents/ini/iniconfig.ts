import type { Span } from '../../model/document.ts'
import type { IniEntry, IniFile, IniLine, IniSection, LinePart } from './file.ts'
import { errorAt, openSection } from './file.ts'
import type { PhysicalLine } from './python-text.ts'
import { physicalLines, repr, STRING_LINE_ENDS, stripped } from './python-text.ts'

/**
 * Reads a text as Python's iniconfig 2.3.1 does for pytest: no inline comments, no quoting, no interpolation.
 * A line whose shape is wrong is an error before any duplicate is. Throws ParseError in iniconfig's words.
 */
export function readIniconfig(text: string): IniFile {
  const physical = physicalLines(text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0, STRING_LINE_ENDS)
  return build(text, physical, shapesOf(text, physical))
}

/** Skipped since iniconfig 2.3.1; earlier versions called the first line unexpected. */
const BYTE_ORDER_MARK = '\ufeff'

type Shape =
  | { kind: 'blank' | 'comment' | 'continuation' }
  | { kind: 'header'; end: number }
  | { kind: 'key'; separator: number }

function shapesOf(text: string, physical: readonly PhysicalLine[]): Shape[] {
  let inValue = false
  return physical.map((line, index) => {
    const shape = shapeOf(text, line, index)
    if (shape.kind === 'key') inValue = true
    if (shape.kind === 'header') inValue = false
    if (shape.kind === 'continuation' && !inValue) {
      throw errorAt('unexpected value continuation', line, index, stripped(text, line).start)
    }
    return shape
  })
}

function shapeOf(text: string, physical: PhysicalLine, index: number): Shape {
  const content = stripped(text, physical)
  const line = text.slice(physical.start, content.end)
  if (content.start === content.end) return { kind: 'blank' }
  if (isMarker(text.charAt(content.start))) return { kind: 'comment' }
  if (content.start > physical.start) return { kind: 'continuation' }
  if (line.startsWith('[')) return headerShape(text, physical, index)
  const separator = separatorIn(line)
  if (separator === -1) throw errorAt(`unexpected line: ${repr(line)}`, physical, index)
  return { kind: 'key', separator: physical.start + separator }
}

/** What does not end in a bracket once comments are off (`[not closed`, `[a;b]`) continues a value. */
function headerShape(text: string, physical: PhysicalLine, index: number): Shape {
  const marker = text.slice(physical.start, physical.end).search(/[#;]/)
  const end = marker === -1 ? physical.end : physical.start + marker
  const header = stripped(text, { start: physical.start, end })
  if (text.charAt(header.end - 1) !== ']') return { kind: 'continuation' }
  if (header.end - header.start === 2) throw errorAt('empty section name', physical, index)
  return { kind: 'header', end: header.end }
}

/** The first `=`, unless a colon stands before it. */
function separatorIn(line: string): number {
  const equals = line.indexOf('=')
  const colon = line.indexOf(':')
  if (equals === -1 || (colon !== -1 && colon < equals)) return colon
  return equals
}

function isMarker(char: string): boolean {
  return char === '#' || char === ';'
}

function build(text: string, physical: readonly PhysicalLine[], shapes: readonly Shape[]): IniFile {
  const sections = new Map<string, IniSection>()
  const lines: IniLine[] = []
  let section: IniSection | undefined
  let entry: IniEntry | undefined
  for (const [index, line] of physical.entries()) {
    const content = stripped(text, line)
    const shape: Shape = shapes[index] ?? { kind: 'blank' }
    let part: LinePart = { kind: shape.kind === 'comment' ? 'comment' : 'blank' }
    if (shape.kind === 'header') {
      section = addSection(text, sections, { physical: line, index, end: shape.end })
      part = { kind: 'header', section, comment: commentAfter(content, shape.end, text) }
    }
    if (shape.kind === 'key') {
      if (!section) throw errorAt('no section header defined', line, index)
      entry = addEntry(text, section, { physical: line, index, separator: shape.separator })
      part = { kind: 'key', entry }
    }
    if (shape.kind === 'continuation' && entry) {
      part = { kind: 'continuation', entry, index: entry.pieces.length }
      entry.pieces.push({ ...content, line: index })
    }
    lines.push({ ...line, content, part })
  }
  return { dialect: 'iniconfig', text, lines, sections }
}

function addSection(
  text: string,
  sections: Map<string, IniSection>,
  header: { physical: PhysicalLine; index: number; end: number },
): IniSection {
  const { physical, index, end } = header
  const nameSpan = { start: physical.start + 1, end: end - 1 }
  const name = text.slice(nameSpan.start, nameSpan.end)
  if (sections.has(name)) throw errorAt(`duplicate section ${repr(name)}`, physical, index)
  return openSection(sections, name, { line: index, span: { start: physical.start, end }, name: nameSpan })
}

function addEntry(
  text: string,
  section: IniSection,
  line: { physical: PhysicalLine; index: number; separator: number },
): IniEntry {
  const { physical, index, separator } = line
  const keySpan = stripped(text, { start: physical.start, end: separator })
  const value = stripped(text, { start: separator + 1, end: physical.end })
  const key = text.slice(keySpan.start, keySpan.end)
  if (section.entries.has(key)) throw errorAt(`duplicate name ${repr(key)}`, physical, index)
  const entry: IniEntry = {
    section,
    key,
    line: index,
    keySpan,
    separator: { start: separator, end: separator + 1 },
    pieces: value.start < value.end ? [{ ...value, line: index }] : [],
  }
  section.entries.set(key, entry)
  return entry
}

function commentAfter(content: Span, from: number, text: string): Span | undefined {
  const rest = stripped(text, { start: from, end: content.end })
  return rest.start < rest.end ? rest : undefined
}
