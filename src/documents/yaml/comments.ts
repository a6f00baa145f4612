import type { Comment, Span } from '../../model/document.ts'
import { nameOfPlace } from '../expected.ts'
import { hasLineBreak, lineStart } from '../line-text.ts'
import { type Container, type Item, isContainer, type Tree } from './tree.ts'

/** A comment and what it belongs to: an item goes away with it, a container keeps it. */
export interface OwnedComment extends Comment {
  readonly owner: Item | Container | undefined
}

/**
 * Finds what each comment belongs to: the item it shares a line with, else the item directly below it that it is
 * not indented deeper than. One that stands by itself belongs to the container that its indentation reaches.
 */
export function ownComments(text: string, tree: Tree, comments: readonly Span[]): readonly OwnedComment[] {
  const owned: OwnedComment[] = []
  let below: { readonly start: number; readonly joined: boolean } | undefined
  for (const { start, end } of comments.toReversed()) {
    const next = itemAfter(tree, end)
    const neighbour = below && (!next || below.start < next.start) ? below : undefined
    const gap = text.slice(end, neighbour?.start ?? next?.start ?? end)
    const joined = (neighbour?.joined ?? true) && !BLANK_LINE.test(gap) && !MARKER.test(gap)
    below = { start, joined }
    const owner = isBeside(text, start)
      ? sharingLine(tree, start)
      : ownerOnItsLine(text, tree, start, joined ? next : undefined)
    owned.push({ start, end, text: text.slice(start, end), owner, anchor: anchorOf(owner) })
  }
  return owned.reverse()
}

/** Whether any comment lies between two offsets. */
export function hasComment(comments: readonly OwnedComment[], start: number, end: number): boolean {
  return comments.some(comment => comment.start >= start && comment.end <= end)
}

/** Whether something is below an item, and not the item itself. */
export function isInside(owner: OwnedComment['owner'], item: Item): boolean {
  if (owner === item) return false
  let inner: Item | undefined = owner && ('node' in owner ? owner : owner.holder)
  while (inner && inner !== item) inner = inner.parent?.holder
  return inner === item
}

/** The end of the comment that follows an offset on its line; the offset itself where there is none. */
export function endWithComment(text: string, comments: readonly OwnedComment[], offset: number): number {
  const beside = comments.find(({ start }) => start >= offset)
  return beside && !hasLineBreak(text, offset, beside.start) ? beside.end : offset
}

export const BLANK_LINE = /(\r\n|\n)[ \t]*(\r\n|\n)/
const MARKER = /(^|\n)(---|\.\.\.)(\s|$)/

function isBeside(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() !== ''
}

function itemAfter(tree: Tree, offset: number): Item | undefined {
  let index = firstIndex(tree.items, offset)
  for (let item = tree.items[index]; item && !item.parent && isOpenBlock(item.node); )
    item = tree.items[++index]
  return tree.items[index]
}

function itemBefore(tree: Tree, offset: number): Item | undefined {
  return tree.items[firstIndex(tree.items, offset) - 1]
}

/** Of the first item that starts at or behind an offset; items are in the order of the text. */
function firstIndex(items: readonly Item[], offset: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

function isOpenBlock(node: Item['node']): boolean {
  return isContainer(node) && !node.flow
}

/** The last item that began on the way to a comment, or what that closed again. */
function sharingLine(tree: Tree, offset: number): Item | undefined {
  let item = itemBefore(tree, offset)
  while (item?.parent?.flow && item.parent.end <= offset) item = item.parent.holder
  return item
}

function ownerOnItsLine(
  text: string,
  tree: Tree,
  offset: number,
  next: Item | undefined,
): Item | Container | undefined {
  const around = containersAround(tree, offset)
  const flow = around.find(container => container.flow && offset < container.end)
  if (flow) return next?.parent === flow ? next : flow
  const column = columnOf(text, offset)
  const reached = around.find(container => !container.flow && columnOf(text, firstStart(container)) <= column)
  if (!next) return reached ?? around.at(-1)
  const isDeeper = column > columnOf(text, next.start)
  return isDeeper && reached && reached.at.length >= next.at.length ? reached : next
}

/** The containers that are open where a comment stands, innermost first. */
function containersAround(tree: Tree, offset: number): Container[] {
  const around: Container[] = []
  let item = itemBefore(tree, offset)
  if (item && isContainer(item.node)) around.push(item.node)
  while (item?.parent) {
    around.push(item.parent)
    item = item.parent.holder
  }
  return around
}

function firstStart(container: Container): number {
  return container.items[0]?.start ?? container.start
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

function anchorOf(owner: Item | Container | undefined): string {
  if (!owner) return 'the file'
  return 'node' in owner ? nameOfPlace(owner.at) : `${nameOfPlace(owner.at)} (inside)`
}
