import type { Edit, Refusal } from '../../model/document.ts'
import type { Place } from '../../model/value.ts'
import type { File } from './file.ts'
import { nodeAt } from './tree.ts'
import { unwritable, writtenKey } from './write.ts'

/** Gives a key another name wherever the file writes it: in headers, in dotted keys. */
export function renameAt({ root }: File, at: Place, name: string): readonly Edit[] | Refusal {
  const node = nodeAt(root, at)
  if (!node || typeof at.at(-1) !== 'string') return { refused: 'there is no key to rename' }
  if (nodeAt(root, [...at.slice(0, -1), name])) return { refused: `${name} is already there` }
  const reason = unwritable(name)
  if (reason !== undefined) return { refused: reason }
  return node.keys.map(key => ({ ...key.span, text: writtenKey(name) }))
}
