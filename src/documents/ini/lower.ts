import { applyEdits } from '../../model/apply-edits.ts'
import type { Comment, Edit, Op, Refusal } from '../../model/document.ts'
import { isRefusal, ParseError } from '../../model/document.ts'
import type { Place, Value } from '../../model/value.ts'
import { isTable, table, valueAt } from '../../model/value.ts'
import { differenceBeyond, expectedValue, nameOfPlace } from '../expected.ts'
import { commentsIn, firstLineAbove } from './comments.ts'
import { readConfigparser } from './configparser.ts'
import type { IniEntry, IniFile, IniSection } from './file.ts'
import { lastOwnLineOf, rootOf } from './file.ts'
import { readIniconfig } from './iniconfig.ts'
import { insertKey, insertSection } from './insert.ts'
import { removeLines } from './lines.ts'
import { appendToValue, liftComment, setValue, spliceValue } from './values.ts'

/**
 * The edits for an operation. They are tried out before they are handed back: what an ini file cannot say
 * (a value with white space around it, a line of it that starts like a comment) reads back differently, and
 * is refused for it.
 */
export function lowerIni(file: IniFile, op: Op): readonly Edit[] | Refusal {
  const normal = normalOp(file, op)
  const expected = expectedValue(rootOf(file), [normal])
  if (isRefusal(expected)) return expected
  const edits = op.op === 'lift' ? lifted(file, op, normal.at) : draft(file, normal, op)
  if (isRefusal(edits)) return edits
  const wrong = objection(file, normal, edits)
  return wrong === undefined ? edits : { refused: wrong }
}

/**
 * The operation as the file will show it: scalars are text, configparser's keys are lower case, text that is
 * appended to nothing has no white space around it, and a comment is no part of any value.
 */
export function normalOp(file: IniFile, op: Op): Op {
  const at = file.dialect === 'configparser' ? lowerKey(op.at) : op.at
  if (op.op === 'set') return { ...op, at, value: asText(file, op.value) }
  if (op.op === 'insert') return { ...op, at, value: asText(file, op.value) }
  if (op.op === 'rename' && at.length === 2) return { ...op, at, key: String(lowerKey(['', op.key])[1]) }
  if (op.op === 'lift') return { op: 'splice', at, find: liftedText(file, at, op.find), text: '' }
  if (op.op === 'append' && valueAt(rootOf(file), at) === '') {
    return { op: 'set', at, value: op.text.trim() }
  }
  return { ...op, at }
}

/** iniconfig begins a value with its first line that is not empty: the line end goes with all that the key's line had. */
function liftedText(file: IniFile, at: Place, find: string): string {
  const value = valueAt(rootOf(file), at)
  const leads = file.dialect === 'iniconfig' && typeof value === 'string' && value.startsWith(`${find}\n`)
  return leads ? `${find}\n` : find
}

function lowerKey(at: Place): Place {
  return at.map((step, index) => (index === 1 && typeof step === 'string' ? step.toLowerCase() : step))
}

function asText(file: IniFile, value: Value): Value {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  if (!isTable(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, asText(file, item)] as const)
  return table(
    file.dialect === 'iniconfig' ? entries : entries.map(([key, item]) => [key.toLowerCase(), item]),
  )
}

function draft(file: IniFile, op: Op, written: Op): Edit[] | Refusal {
  if (op.op === 'insert') return insertAt(file, op, written.at)
  const [sectionName, key] = op.at
  const section = typeof sectionName === 'string' ? file.sections.get(sectionName) : undefined
  const entry = typeof key === 'string' ? section?.entries.get(key) : undefined
  if (!section) return { refused: 'an ini file has sections and keys, nothing else' }
  if (op.op === 'remove') return entry ? removeEntry(file, entry) : removeSection(file, section)
  if (op.op === 'rename') return renamed(section, entry, written)
  if (!entry) return { refused: `${nameOfPlace(op.at)} is a section and has no value of its own` }
  if (op.op === 'append') return appendToValue(file, entry, op.text)
  if (op.op === 'splice') return spliceValue(file, entry, op.find, op.text)
  if (op.op === 'set' && typeof op.value === 'string') return setValue(file, entry, op.value)
  return { refused: `${nameOfPlace(op.at)}: an ini file holds text` }
}

function lifted(file: IniFile, op: Extract<Op, { op: 'lift' }>, at: Place): Edit[] | Refusal {
  const entry = file.sections.get(String(at[0]))?.entries.get(String(at[1]))
  return entry ? liftComment(file, entry, op.find) : { refused: `${nameOfPlace(at)} has no value` }
}

function insertAt(file: IniFile, op: Extract<Op, { op: 'insert' }>, writtenAt: Place): Edit[] | Refusal {
  const { value, comments } = op
  const [sectionName] = op.at
  const key = writtenAt[1]
  if (typeof sectionName !== 'string') return { refused: 'an ini file has sections and keys, nothing else' }
  const isSection = isTable(value) && Object.values(value).every(item => typeof item === 'string')
  if (op.at.length === 1 && isSection) return insertSection(file, sectionName, value, comments)
  if (op.at.length !== 2 || typeof key !== 'string' || typeof value !== 'string') {
    return { refused: `${nameOfPlace(op.at)}: an ini file holds text in sections` }
  }
  const section = file.sections.get(sectionName)
  if (section) return insertKey(file, section, { key, value, comments })
  const inside = comments && { above: [], inside: { [key]: comments } }
  return insertSection(file, sectionName, table([[key, value]]), inside)
}

/** A key goes with the comments right above it and those that belong to its value. */
function removeEntry(file: IniFile, entry: IniEntry): Edit[] {
  return removeLines(file, indexes(firstLineAbove(file, entry.line), lastOwnLineOf(file, entry)))
}

/** A section goes up to the comments above the next one; at the end of the file with the blank lines above. */
function removeSection(file: IniFile, section: IniSection): Edit[] | Refusal {
  const [header, another] = section.headers
  if (!header || another) return { refused: `[${section.name}] is opened several times` }
  const next = file.lines.findIndex((line, index) => index > header.line && line.part.kind === 'header')
  const last = (next === -1 ? file.lines.length : firstLineAbove(file, next)) - 1
  let first = firstLineAbove(file, header.line)
  if (next === -1) while (file.lines[first - 1]?.part.kind === 'blank') first--
  return removeLines(file, indexes(first, last))
}

function indexes(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
}

function renamed(section: IniSection, entry: IniEntry | undefined, op: Op): Edit[] | Refusal {
  if (op.op !== 'rename') return { refused: 'this is no renaming' }
  if (entry) return [{ start: entry.keySpan.start, end: entry.keySpan.end, text: op.key }]
  return section.headers.map(({ name }) => ({ start: name.start, end: name.end, text: op.key }))
}

/** What is wrong with the text that the edits make: it does not parse, reads differently or moves comments. */
function objection(file: IniFile, op: Op, edits: readonly Edit[]): string | undefined {
  const text = applyEdits(file.text, edits)
  const after = readAgain(file, text)
  if (after instanceof ParseError)
    return `${nameOfPlace(op.at)}: the result would not parse: ${after.message}`
  const difference = differenceBeyond(rootOf(file), rootOf(after), [op])
  if (difference) return `it would be read back differently: ${difference}`
  if (op.op === 'remove' || op.op === 'rename') return undefined
  const old = commentsIn(file)
  const kept = commentsIn(after).filter(comment => !isInside(comment, edits))
  const same = old.length === kept.length && old.every((comment, index) => sameComment(comment, kept[index]))
  return same ? undefined : `${nameOfPlace(op.at)}: a comment would lose its place`
}

function readAgain(file: IniFile, text: string): IniFile | ParseError {
  try {
    return file.dialect === 'iniconfig' ? readIniconfig(text) : readConfigparser(text)
  } catch (error) {
    if (error instanceof ParseError) return error
    throw error
  }
}

function sameComment(a: Comment, b: Comment | undefined): boolean {
  return a.text === b?.text && a.anchor === b.anchor
}

/** Whether a comment of the new text was written by the edits. */
function isInside(comment: Comment, edits: readonly Edit[]): boolean {
  let shift = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const start = edit.start + shift
    if (comment.start >= start && comment.end <= start + edit.text.length) return true
    shift += edit.text.length - (edit.end - edit.start)
  }
  return false
}
