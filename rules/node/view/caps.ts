import { MiB } from '../../../src/model/bytes.ts'
import { type Piece, pieceIn } from '../../common/commands/pieces.ts'
import type { RepositoryVariable } from '../../common/variables.ts'
import type { Workers } from './workers.ts'

/** How large the heap of a process may grow, as it is written. */
export interface HeapCap {
  /** The flag that counts, with its number. */
  readonly at: Piece
  /** `--max-old-space-size=`, in the spelling that is used. */
  readonly flag: string
  readonly bytes: number
  /** What runs under it, in words: `npm run build`. */
  readonly when: string
  readonly kind: RepositoryVariable['kind'] | 'npmrc'
  /** How many processes the same command says that it starts, each with this limit. */
  readonly workers?: Workers
}

/** Worth reading: either spelling, which node takes for the same (20.20). */
export const MENTIONS = /--max[-_]old[-_]space[-_]size=/

/**
 * The flag that counts in the options of one process, which is the last one; undefined where it says nothing (0 stands for
 * node's default) and where node refuses to start (4096MB, 4e3, a number behind a space).
 */
export function capIn(
  options: Piece,
  words: string,
  where: Pick<HeapCap, 'when' | 'kind'>,
): HeapCap | undefined {
  const last = [...words.matchAll(FLAG)].at(-1)
  const [, flag = '', number = ''] = last ?? []
  const bytes = Number(number) * MiB
  // The last of several like it: nothing else of the kind may follow.
  const at = pieceIn(options, new RegExp(`${flag}${number}(?![\\w.])(?![\\s\\S]*--max[-_]old[-_]space)`))
  return last && at && bytes > 0 && Number.isSafeInteger(bytes) ? { ...where, at, flag, bytes } : undefined
}

const FLAG = /(?<![^\s"])(--max[-_]old[-_]space[-_]size=)(\d+)(?![^\s"])/g
