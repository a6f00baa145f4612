import type { Place } from '../../model/value.ts'
import { nameOfPlace } from '../expected.ts'
import type { Scalar } from './syntax.ts'
import { type Node, nodeAt } from './tree.ts'

/** A place's name for people. Array elements go by their text, so that no other element's edit renames them. */
export function nameOf(root: Node, text: string, at: Place): string {
  const node = nodeAt(root, at)
  if (node?.kind !== 'scalar' || typeof at.at(-1) !== 'number') return nameOfPlace(at)
  return elementName(nameOfPlace(at.slice(0, -1)), text, node.scalar)
}

export function elementName(array: string, text: string, scalar: Scalar): string {
  return `${array}[${text.slice(scalar.span.start, scalar.span.end)}]`
}
