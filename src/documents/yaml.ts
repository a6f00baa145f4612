import { applyEdits } from '../model/apply-edits.ts'
import type { Comment, Document, Edit, Op, Refusal, Span } from '../model/document.ts'
import { isRefusal, ParseError } from '../model/document.ts'
import { type Place, sameValue, type Table, table, type Value, valueAt } from '../model/value.ts'
import { differenceBeyond, expectedValue, nameOfPlace } from './expected.ts'
import type { OwnedComment } from './yaml/comments.ts'
import { type File, readFile } from './yaml/file.ts'
import { insertAt } from './yaml/insert.ts'
import { removeItem } from './yaml/remove.ts'
import { setAt } from './yaml/set.ts'
import { changeString, spanInString } from './yaml/strings.ts'
import { type Item, itemAt, type Node } from './yaml/tree.ts'
import { string } from './yaml/write.ts'

/**
 * Reads YAML 1.2 with merge keys. Places are in the first document of a file; a blank one is an empty table.
 * What an alias stands for can be read at its place and not be changed there, and what has a tag of an
 * application (`!reference`) is a Literal. Throws ParseError.
 */
export function parseYaml(path: string, text: string): Document {
  const file = readFile(text)
  const value = firstValue(file)
  return {
    path,
    format: 'yaml',
    text,
    comments: file.comments.map(({ start, end, text, anchor }) => ({ start, end, text, anchor })),
    get: at => valueAt(value, at),
    span: at => spanOf(itemAt(file.tree, at)),
    keySpan: at => itemAt(file.tree, at)?.key?.span,
    spanWithin(at, find) {
      const node = itemAt(file.tree, at)?.node
      return node?.kind === 'scalar' ? spanInString(file, node, find) : undefined
    },
    nameOf: nameOfPlace,
    lower: op => lower(file, op),
    differs: (after, ops) => difference(file, reread(after.text), ops),
  }
}

const EMPTY: Table = table()

/** Of the first document. */
function firstValue({ tree }: File): Value {
  const [first] = tree.roots
  const isBlank = first?.node.kind === 'scalar' && first.node.style === 'absent'
  return isBlank ? EMPTY : (tree.values[0] ?? EMPTY)
}

function spanOf(item: Item | undefined): Span | undefined {
  return item && { start: item.node.start, end: item.node.end }
}

/** Edits are tried out: in a format with so many ways to write one thing, nothing else shows that they are right. */
function lower(file: File, op: Op): readonly Edit[] | Refusal {
  const expected = expectedValue(firstValue(file), [op])
  if (isRefusal(expected)) return expected
  const edits = draft(file, op)
  if (isRefusal(edits)) return { refused: `${nameOfPlace(op.at)}: ${edits.refused}` }
  const failed = failure(file, op, edits)
  if (!failed) return edits
  const rewritten = inOtherQuotes(file, op, valueAt(expected, op.at))
  return rewritten && !failure(file, op, rewritten) ? rewritten : { refused: failed }
}

function failure(file: File, op: Op, edits: readonly Edit[]): string | undefined {
  const after = reread(applyEdits(file.text, edits))
  if (typeof after === 'string') return after
  const differs = difference(file, after, [op])
  return differs ? `it would be read back differently: ${differs}` : displaced(file, op, after)
}

/** What does not fit into a string as it is written may fit into one in other quotes. */
function inOtherQuotes(file: File, op: Op, value: Value | undefined): readonly Edit[] | undefined {
  const node = itemAt(file.tree, op.at)?.node
  if (op.op !== 'splice' && op.op !== 'append') return undefined
  if (node?.kind !== 'scalar' || node.style === 'block' || typeof value !== 'string') return undefined
  return [{ start: node.start, end: node.end, text: string(value, file) }]
}

/** A comment that would no longer be next to what it is next to. */
function displaced({ comments }: File, op: Op, after: File): string | undefined {
  if (op.op === 'rename') return undefined
  const left = new Map<string, number>()
  const count = (key: string, by: number) => left.set(key, (left.get(key) ?? 0) + by).get(key) ?? 0
  for (const comment of after.comments) count(keyOf(comment), 1)
  const lost = comments.find(
    comment => !(op.op === 'remove' && isAt(comment.owner, op.at)) && count(keyOf(comment), -1) < 0,
  )
  return lost && `the comment ${lost.text} would end up beside something else`
}

function keyOf({ text, anchor }: Comment): string {
  return `${text}\n${anchor}`
}

function isAt(owner: OwnedComment['owner'], at: Place): boolean {
  return owner !== undefined && at.every((step, index) => owner.at[index] === step)
}

function difference(file: File, result: File | string, ops: readonly Op[]): string | undefined {
  if (typeof result === 'string') return result
  const [, ...others] = file.tree.values
  const [, ...otherResults] = result.tree.values
  if (
    others.length !== otherResults.length ||
    others.some((value, i) => !sameValue(value, otherResults[i]))
  ) {
    return 'another document of the file would change'
  }
  return differenceBeyond(firstValue(file), firstValue(result), ops)
}

function reread(text: string): File | string {
  try {
    return readFile(text)
  } catch (error) {
    if (error instanceof ParseError) return error.message
    throw error
  }
}

function draft(file: File, op: Op): Edit[] | Refusal {
  if (op.op === 'insert') return insertAt(file, op.at, op.value, op.comments)
  if (op.op === 'rewrite') return { refused: 'only Python files can be rewritten' }
  if (op.op === 'lift') return { refused: 'only ini files have comments lifted out of values' }
  const item = itemAt(file.tree, op.at)
  if (!item) return { refused: `it comes from ${aliasAbove(file, op)}` }
  const opaque = opaqueIn(item)
  if (opaque && op.op !== 'rename') return { refused: `it is ${opaque}` }
  if (op.op === 'set') return setAt(file, item, op.value)
  if (op.op === 'remove') return removeItem(file, item)
  if (op.op === 'rename') return rename(item, op.key)
  return inString(file, item, op)
}

/** What an application gives a meaning of its own, or what is written elsewhere, is left alone. */
function opaqueIn({ node }: Item): string | undefined {
  if (node.kind === 'alias') return `the alias ${node.written}, which is written elsewhere`
  return node.kind === 'tagged'
    ? `tagged, and only its tool knows how to read it: ${node.written}`
    : undefined
}

/** A value without an item of its own is merged, or inside what an alias stands for. */
function aliasAbove({ tree }: File, { at }: Op): string {
  for (let depth = at.length - 1; depth >= 0; depth--) {
    const node: Node | undefined = itemAt(tree, at.slice(0, depth))?.node
    if (node?.kind === 'alias') return `the alias ${node.written}`
  }
  return 'a merge key (<<)'
}

function rename({ key, parent }: Item, name: string): Edit[] | Refusal {
  if (!key?.plain || parent?.kind !== 'map') return { refused: 'it has no name that could be changed' }
  return [{ ...key.span, text: string(name, { quote: key.style === 'single' ? "'" : '"' }) }]
}

function inString(
  file: File,
  { node }: Item,
  op: Op & { readonly op: 'splice' | 'append' },
): Edit[] | Refusal {
  if (node.kind !== 'scalar' || node.style === 'absent') return { refused: 'it is not a string' }
  const edit = changeString(file, node, op.op === 'splice' ? op.find : undefined, op.text)
  return isRefusal(edit) ? edit : [edit]
}
