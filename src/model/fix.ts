import type { Comments, Op } from './document.ts'
import type { Setting } from './setting.ts'
import type { Place, Value } from './value.ts'

/** An operation and the file it is for. The file need not exist: the fix then creates it. */
export type FileOp = { readonly path: string; readonly op: Op } | MoveOp

/**
 * Takes a table with its comments to another file (or place) and gives it there the values of `change`.
 * The only operation under which a comment may change what it is next to.
 */
export interface MoveOp {
  readonly path: string
  readonly move: Place
  readonly to: { readonly path: string; readonly at: Place }
  readonly change: Readonly<Record<string, Value>>
}

/** What every fix with operations has. */
export interface FixBase {
  /** What is done, in the imperative, with the value: `cap the workers at 6`. */
  readonly title: string
  readonly ops: readonly FileOp[]
  /** Rules whose findings may appear because of this fix, and that the title or `why` announces. */
  readonly remainder?: readonly string[]
}

/** Unsafe and manual fixes must say why; manual ones have no operations. */
export type Fix =
  | (FixBase & { readonly safety: 'safe' })
  | (FixBase & { readonly safety: 'unsafe'; readonly why: string })
  | { readonly title: string; readonly safety: 'manual'; readonly why: string }

/** What a fix may change: nothing that counts, results or editor features, or it is for a person to make. */
export type Safety = Fix['safety']

export function opsOf(fix: Fix): readonly FileOp[] {
  return fix.safety === 'manual' ? [] : fix.ops
}

/* What a rule writes: each takes the setting it was handed and never a path or an offset. */

/** Replaces a value that is there. */
export function set(to: Setting<unknown>, value: Value): FileOp {
  return { path: to.document.path, op: { op: 'set', at: to.at, value } }
}

/**
 * Adds a key with the tables above it, an element of a list (the last step of `at` is the list's length), or a keyword
 * argument. Comments are whole lines with their markers.
 */
export function insert(into: Setting<unknown>, value: Value, comments?: Comments): FileOp {
  return { path: into.document.path, op: { op: 'insert', at: into.at, value, ...(comments && { comments }) } }
}

/** Removes a key, a table with everything in it, or a Python parameter, with the comments that are about it. */
export function remove(what: Setting<unknown>): FileOp {
  return { path: what.document.path, op: { op: 'remove', at: what.at } }
}

/** Gives a key another name; its value and comments stay as they are. */
export function rename(what: Setting<unknown>, key: string): FileOp {
  return { path: what.document.path, op: { op: 'rename', at: what.at, key } }
}

/** Replaces `find`, which must be there exactly once, inside a string value. */
export function splice(inside: Setting<unknown>, find: string, text: string): FileOp {
  return { path: inside.document.path, op: { op: 'splice', at: inside.at, find, text } }
}

/** Ini only: makes a comment of `find`, which must be there once at the end of a line of a string value. */
export function lift(out: Setting<unknown>, find: string): FileOp {
  return { path: out.document.path, op: { op: 'lift', at: out.at, find } }
}

/** Adds text to the end of a string value. */
export function append(to: Setting<unknown>, text: string): FileOp {
  return { path: to.document.path, op: { op: 'append', at: to.at, text } }
}

/** Python only: replaces a statement by lines of code, which get its indentation. */
export function rewrite(statement: Setting<unknown>, lines: readonly string[]): FileOp {
  return { path: statement.document.path, op: { op: 'rewrite', at: statement.at, lines } }
}

/** Takes a table with its comments to another place, which may be in another file, with the values of `change`. */
export function move(
  what: Setting<unknown>,
  to: { path: string; at: Place },
  change: Readonly<Record<string, Value>> = {},
): MoveOp {
  return { path: what.document.path, move: what.at, to, change }
}
