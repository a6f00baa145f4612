import type { Place, Value } from './value.ts'

/** UTF-16 offsets into a document's text, byte order mark included. `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A replacement of one span by new text. */
export interface Edit extends Span {
  readonly text: string
}

/** How a file is read. `ini` is that of Python's tools; `lines` knows nothing but text. */
export type Format = 'ini' | 'toml' | 'jsonc' | 'yaml' | 'python' | 'javascript' | 'npmrc' | 'lines'

/** One comment of a file. */
export interface Comment extends Span {
  /** The comment as written, its marker (`#`, `;`, `//`) included. */
  readonly text: string
  /**
   * A stable name of what the comment belongs to: the element it shares a line with, else the next element
   * below it, else the end of its container. A fix that changes a comment's anchor has moved the comment.
   */
  readonly anchor: string
}

/**
 * One parsed file. Knows its format and no tool. Documents never change: an edit makes a new text, and a
 * new text makes a new document.
 */
export interface Document {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string
  readonly format: Format
  readonly text: string
  readonly comments: readonly Comment[]
  /** The value at a place; undefined where there is none. */
  get(at: Place): Value | undefined
  /** The span of the value at a place; of a table, its header or braces. Undefined where there is none. */
  span(at: Place): Span | undefined
  /** The span of the key (for Python: of the name) at a place. */
  keySpan(at: Place): Span | undefined
  /** The span of the one occurrence of `find` inside a string value, for pointing at a flag. */
  spanWithin?(at: Place, find: string): Span | undefined
  /** A name of the place that survives edits elsewhere in the file: `tool.pytest.addopts`, `spark (fixture)`. */
  nameOf(at: Place): string
  /**
   * The edits that perform an operation, computed on this text; or why it cannot be done.
   * @internal
   */
  lower(op: Op): readonly Edit[] | Refusal
  /**
   * Compares with the document that came out of edits made for `ops`, every operation on this document:
   * returns what differs beyond them, or undefined where nothing does.
   * @internal
   */
  differs(after: Document, ops: readonly Op[], edits: readonly Edit[]): string | undefined
}

/** Why something was not done. */
export interface Refusal {
  readonly refused: string
}

/** Tables have no prototype, so that one with a key named `refused` is not taken for a refusal. */
export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' && value !== null && 'refused' in value && Object.getPrototypeOf(value) !== null
  )
}

/** A symbolic change of one document. Rules make these; documents lower them to edits. */
export type Op =
  /** Replaces an existing value. */
  | { readonly op: 'set'; readonly at: Place; readonly value: Value }
  /**
   * Adds a key (creating the tables above it), an array element (the last step is the array's length) or a
   * keyword argument. `comments` are whole lines, markers included, written above a new key.
   */
  | {
      readonly op: 'insert'
      readonly at: Place
      readonly value: Value
      readonly comments?: Comments
    }
  /** Removes a key, a table with everything in it, or a Python parameter. Its own comments go with it. */
  | { readonly op: 'remove'; readonly at: Place }
  /** Gives a key another name and leaves its value and comments alone. */
  | { readonly op: 'rename'; readonly at: Place; readonly key: string }
  /** Replaces `find`, which must occur exactly once, inside a string value. */
  | { readonly op: 'splice'; readonly at: Place; readonly find: string; readonly text: string }
  /**
   * Ini only: takes `find`, which must occur exactly once and end a line of a string value, out of it, and writes it
   * as a comment on a line of its own above. Its marker is the comment's.
   */
  | { readonly op: 'lift'; readonly at: Place; readonly find: string }
  /** Adds text to the end of a string value. */
  | { readonly op: 'append'; readonly at: Place; readonly text: string }
  /** Python only: replaces a statement by lines of code, indented like the statement. */
  | { readonly op: 'rewrite'; readonly at: Place; readonly lines: readonly string[] }

/** The comments that belong to a place and to the keys inside it, by the path below the place. */
export interface Comments {
  /** Whole lines above, in order. */
  readonly above: readonly string[]
  /** The comment at the end of its line. */
  readonly beside?: string
  readonly inside?: Readonly<Record<string, Comments>>
}

/** A document whose comments can be taken along when a part of it moves. */
export interface MovableDocument extends Document {
  commentsOf(at: Place): Comments
}

/** Thrown by a reader; lines and columns are 1-based. */
export class ParseError extends Error {
  readonly line: number
  readonly column: number
  constructor(message: string, line: number, column: number) {
    super(message)
    this.line = line
    this.column = column
  }
}
