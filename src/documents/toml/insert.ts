import type { Comments, Edit, Refusal } from '../../model/document.ts'
import { isTable, type Place, table, type Value } from '../../model/value.ts'
import { areSound, blockOf, entryLines, isEmpty } from './blocks.ts'
import type { File } from './file.ts'
import { type Brackets, insertElement } from './lists.ts'
import { appendBlock, insertBlockBefore, insertEntry, separatorOf } from './place.ts'
import { bracketsOf, entriesOf, isWithin } from './remove.ts'
import { type ArrayNode, type Node, nodeAt, type TableNode } from './tree.ts'
import { unwritable, written, writtenPath } from './write.ts'

export interface Insertion {
  readonly at: Place
  readonly value: Value
  readonly comments: Comments
}

/** Adds a key with the tables above it, or an element at the end of an array. */
export function insertAt(file: File, insertion: Insertion): readonly Edit[] | Refusal {
  const { at, value, comments } = insertion
  const unwritables = [value, ...at.filter(isKey)].map(unwritable)
  const reason = unwritables.find(found => found !== undefined)
  if (reason !== undefined) return { refused: reason }
  if (!areSound(comments)) return { refused: 'a comment must be one line that starts with #' }
  if (nodeAt(file.root, at)) return { refused: 'it is already there' }
  const known = deepestKnown(file.root, at)
  const missing = at.slice(known.at.length)
  if (known.kind === 'array') return intoArray(file, known, missing, insertion)
  if (known.kind !== 'table' || !missing.every(isKey)) return { refused: 'its parent is not a table' }
  return intoTable(file, known, missing, insertion)
}

function deepestKnown(root: Node, at: Place): Node {
  for (let depth = at.length - 1; depth > 0; depth--) {
    const node = nodeAt(root, at.slice(0, depth))
    if (node) return node
  }
  return root
}

function intoArray(
  file: File,
  array: ArrayNode,
  missing: Place,
  insertion: Insertion,
): readonly Edit[] | Refusal {
  const { value, comments } = insertion
  if (missing.length !== 1 || missing[0] !== array.items.length) {
    return { refused: 'it is not the end of the array' }
  }
  if (array.list) {
    const brackets = { span: array.list.span, elements: array.list.items.map(item => item.span) }
    return intoBrackets(file, brackets, written(value), { comments, padding: '' })
  }
  if (!isTable(value)) return { refused: 'only a table can join an array of tables' }
  return [appendBlock(file, array.at, blockOf(array.at.filter(isKey), value, { comments, repeated: true }))]
}

function intoTable(
  file: File,
  parent: TableNode,
  keys: readonly string[],
  insertion: Insertion,
): readonly Edit[] | Refusal {
  const { value, comments } = insertion
  const { form } = parent
  const prefix = form.by === 'dots' ? parent.at.slice(-form.depth).filter(isKey) : []
  const owner = form.by === 'dots' ? form.owner : form.by === 'braces' ? form.braces : undefined
  if (owner?.kind === 'braces') {
    const entry = `${writtenPath([...prefix, ...keys])} = ${written(value)}`
    return intoBrackets(file, bracketsOf(owner), entry, { comments, padding: ' ' })
  }
  const isPlain = keys.length === 1 && (!isTable(value) || isEmpty(value))
  if (owner) {
    const lines = entryLines([...prefix, ...keys], value, comments, separatorOf(file, owner))
    return [insertEntry(file, owner, entriesOf(parent).at(-1)?.entry, lines)]
  }
  if (form.by === 'section' && (isPlain || prefersDots(parent))) {
    const lines = entryLines(keys, value, comments, separatorOf(file, form.section))
    return [insertEntry(file, form.section, form.section.entries.at(-1), lines)]
  }
  const block = blockFor([...parent.at.filter(isKey), ...keys], insertion)
  const sub = file.syntax.sections.find(section => section.header && isWithin(section.place, parent.at))
  if (isPlain && sub?.header) return [insertBlockBefore(file, sub.header, block)]
  return [appendBlock(file, parent.at, block)]
}

/** Lines with a header: the value's own when it is a table, else that of the table it goes into. */
function blockFor(path: readonly string[], { value, comments }: Insertion): readonly string[] {
  if (isTable(value)) return blockOf(path, value, { comments, repeated: false })
  const key = path.at(-1) ?? ''
  const inside = { above: [], inside: { [key]: comments } }
  return blockOf(path.slice(0, -1), table([[key, value]]), { comments: inside, repeated: false })
}

function intoBrackets(
  file: File,
  brackets: Brackets,
  element: string,
  { comments, padding }: { comments: Comments; padding: string },
): readonly Edit[] | Refusal {
  if (comments.above.length > 0 || comments.beside !== undefined || comments.inside) {
    return { refused: 'comments have no place inside brackets' }
  }
  return insertElement(file.lines, brackets, element, padding)
}

/** Whether a section writes its tables as `a.b = 1` and none as `[a]`. */
function prefersDots(parent: TableNode): boolean {
  const forms = [...parent.children.values()].map(child =>
    child.kind === 'table' ? child.form.by : undefined,
  )
  return forms.includes('dots') && !forms.includes('section') && !forms.includes('headers')
}

function isKey(step: string | number): step is string {
  return typeof step === 'string'
}
