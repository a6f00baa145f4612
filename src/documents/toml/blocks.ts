import type { Comments } from '../../model/document.ts'
import { isTable, type Table, type Value } from '../../model/value.ts'
import { written, writtenPath } from './write.ts'

/** The lines of `[path]` with its entries and the tables below it, comments in their places. */
export function blockOf(
  path: readonly string[],
  value: Table,
  { comments, repeated }: { comments: Comments; repeated: boolean },
): readonly string[] {
  const entries = Object.entries(value)
  const tables = entries.filter((entry): entry is [string, Table] => isTable(entry[1]) && !isEmpty(entry[1]))
  const plain = entries.filter(([, item]) => !isTable(item) || isEmpty(item))
  const header = repeated ? `[[${writtenPath(path)}]]` : `[${writtenPath(path)}]`
  const isImplied = !repeated && plain.length === 0 && tables.length > 0 && comments.beside === undefined
  const below = tables.map(([key, item]) =>
    blockOf([...path, key], item, { comments: inside(comments, key), repeated: false }),
  )
  const own = [
    ...comments.above,
    ...(isImplied ? [] : [withComment(header, comments.beside)]),
    ...plain.flatMap(([key, item]) => entryLines([key], item, inside(comments, key), ' = ')),
  ]
  return [own, ...below]
    .filter(lines => lines.length > 0)
    .flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines))
}

/** The line of `key = value` with its comments; of a table one line for each of its entries, by dotted keys. */
export function entryLines(
  keys: readonly string[],
  value: Value,
  comments: Comments,
  separator: string,
): readonly string[] {
  if (!isTable(value) || isEmpty(value)) {
    return [...comments.above, withComment(writtenPath(keys) + separator + written(value), comments.beside)]
  }
  return [
    ...comments.above,
    ...(comments.beside === undefined ? [] : [comments.beside]),
    ...Object.entries(value).flatMap(([key, item]) =>
      entryLines([...keys, key], item, inside(comments, key), separator),
    ),
  ]
}

/** Whether all of them are comments of one line each. */
export function areSound(comments: Comments): boolean {
  const own = comments.beside === undefined ? comments.above : [...comments.above, comments.beside]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stand in a TOML comment
  const sound = own.every(text => /^#[^\u0000-\u0008\u000a-\u001f\u007f]*$/.test(text))
  return sound && Object.values(comments.inside ?? {}).every(areSound)
}

export function isEmpty(value: Table): boolean {
  return Object.keys(value).length === 0
}

function inside(comments: Comments, key: string): Comments {
  return comments.inside && Object.hasOwn(comments.inside, key) ? (comments.inside[key] ?? NONE) : NONE
}

const NONE: Comments = { above: [] }

function withComment(line: string, comment: string | undefined): string {
  return comment === undefined ? line : `${line} ${comment}`
}
