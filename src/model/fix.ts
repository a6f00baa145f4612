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

export type Safety = Fix['safety']

export function opsOf(fix: Fix): readonly FileOp[] {
  return fix.safety === 'manual' ? [] : fix.ops
}

/* What a rule writes: each takes the setting it was handed and never a path or an offset. */

export function set(to: Setting<unknown>, value: Value): FileOp {
  return { path: to.document.path, op: { op: 'set', at: to.at, value } }
}

export function insert(into: Setting<unknown>, value: Value, comments?: Comments): FileOp {
  return { path: into.document.path, op: { op: 'insert', at: into.at, value, ...(comments && { comments }) } }
}

export function remove(what: Setting<unknown>): FileOp {
  return { path: what.document.path, op: { op: 'remove', at: what.at } }
}

export function rename(what: Setting<unknown>, key: string): FileOp {
  return { path: what.document.path, op: { op: 'rename', at: what.at, key } }
}

export function splice(inside: Setting<unknown>, find: string, text: string): FileOp {
  return { path: inside.document.path, op: { op: 'splice', at: inside.at, find, text } }
}

export function lift(out: Setting<unknown>, find: string): FileOp {
  return { path: out.document.path, op: { op: 'lift', at: out.at, find } }
}

export function append(to: Setting<unknown>, text: string): FileOp {
  return { path: to.document.path, op: { op: 'append', at: to.at, text } }
}

export function rewrite(statement: Setting<unknown>, lines: readonly string[]): FileOp {
  return { path: statement.document.path, op: { op: 'rewrite', at: statement.at, lines } }
}

export function move(
  what: Setting<unknown>,
  to: { path: string; at: Place },
  change: Readonly<Record<string, Value>> = {},
): MoveOp {
  return { path: what.document.path, move: what.at, to, change }
}
