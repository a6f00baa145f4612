import type { Comment } from '../../model/document.ts'
import type { Place } from '../../model/value.ts'
import { nameOfPlace } from '../expected.ts'
import { hasLineBreak } from '../line-text.ts'
import type { Container, Item, LooseComment, Tree } from './tree.ts'

/** A comment and what it belongs to: an item goes away with it, a container keeps it. */
export interface OwnedComment extends Comment {
  readonly owner: Item | Container
}

/**
 * Finds what each comment belongs to: the item it shares a line with, else the item directly below it. One
 * that stands by itself (a blank line or the closing bracket below it) or behind an opening bracket belongs
 * to the container.
 */
export function ownComments(text: string, tree: Tree): readonly OwnedComment[] {
  const owned: OwnedComment[] = []
  let below: Below | undefined
  for (const comment of tree.comments.toReversed()) {
    const next = comment.container.items[comment.index]
    const isNeighbour =
      below?.comment.container === comment.container && below.comment.index === comment.index
    const gap = text.slice(comment.end, isNeighbour && below ? below.comment.start : next?.start)
    const follower: Below = isNeighbour && below ? below : { comment, joined: true, detached: false }
    below = {
      comment,
      joined: follower.joined && !/[\r\n]/.test(gap),
      detached: follower.detached || /(\r\n|\n|\r(?!\n))[ \t]*(\r\n|\n|\r)/.test(gap),
    }
    const owner = ownerOf(comment, below)
    const anchor = anchorOf(comment, owner, tree.hasTwins)
    owned.push({
      start: comment.start,
      end: comment.end,
      text: text.slice(comment.start, comment.end),
      owner,
      anchor,
    })
  }
  return owned.reverse()
}

/** The comments behind an item on its line, in order. */
export function commentsBehind(comments: readonly OwnedComment[], item: Item): readonly OwnedComment[] {
  return comments.filter(comment => comment.owner === item && comment.start >= item.end)
}

/** Whether any comment lies between two offsets. */
export function hasComment(comments: readonly OwnedComment[], start: number, end: number): boolean {
  return comments.some(comment => comment.start >= start && comment.end <= end)
}

export function isLineComment(comment: OwnedComment): boolean {
  return comment.text.startsWith('//')
}

export function isMultiLine(comment: OwnedComment): boolean {
  return hasLineBreak(comment.text, 0, comment.text.length)
}

/** What the comment just read (from the end of the file upwards) sees below itself. */
interface Below {
  readonly comment: LooseComment
  /** On one line with the next item, other comments between them at most. */
  readonly joined: boolean
  /** A blank line separates it from the next item. */
  readonly detached: boolean
}

function ownerOf(comment: LooseComment, below: Below): Item | Container {
  const { container, index } = comment
  const previous = container.items[index - 1]
  const next = container.items[index]
  if (container.kind === 'file') return container
  if (comment.inside) return next ?? container
  const afterComma = previous?.comma !== undefined && previous.comma < comment.start
  if (comment.attached && previous && !(afterComma && next && below.joined)) return previous
  if (comment.attached && !(next && below.joined)) return container
  return next && !below.detached ? next : container
}

function anchorOf(comment: LooseComment, owner: Item | Container, hasTwins: boolean): string {
  const name = nameOfPlace(hasTwins ? markedPlace(owner) : owner.at)
  const byItself = !('node' in owner) && owner.kind !== 'file' && !comment.attached
  return byItself ? `${name} (inside)` : name
}

/** The place with the steps marked that another property of the same name overrides. */
function markedPlace(owner: Item | Container): Place {
  if (!('node' in owner)) {
    const holder = owner.holder?.items.find(item => item.node === owner)
    return holder ? markedPlace(holder) : []
  }
  const { parent } = owner
  const step = owner.at.at(-1)
  if (step === undefined) return []
  const isShadowed = parent.items.findLast(other => other.at.at(-1) === step) !== owner
  return [...markedPlace(parent), isShadowed ? `${step} (overridden)` : step]
}
