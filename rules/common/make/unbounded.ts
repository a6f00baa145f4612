import type { Sources } from '../../../src/model/ecosystem.ts'
import { append } from '../../../src/model/fix.ts'
import { type Piece, rewritePiece } from '../commands/pieces.ts'
import type { Unbounded } from '../unbounded-jobs.ts'
import { emptyVariable } from './empty-variable.ts'
import type { UnboundedFlag } from './flags.ts'

export interface FlagPlace extends Pick<Unbounded, 'words'> {
  readonly at: Piece
  /** What the flag's number takes the place of. */
  readonly edited: Piece
  readonly where: Pick<Unbounded, 'when' | 'folder' | 'kind' | 'runs'>
  /** The Makefile whose variables make puts in; absent where a shell puts in its own. */
  readonly makefile?: string
}

/** One entry, or none where the number is in a variable that has one as far as the files show. */
export function unbounded(flag: UnboundedFlag, place: FlagPlace, sources: Sources): Unbounded[] {
  const { at, edited, words, where, makefile } = place
  const build = {
    ...where,
    at,
    words,
    write: (jobs: number) => rewritePiece(edited, flag.with(jobs)),
    title: (jobs: number) => flag.title(jobs),
  }
  if (flag.variable === undefined) return [build]
  if (makefile === undefined) return []
  const empty = emptyVariable(flag.variable, makefile, sources)
  if (!empty) return []
  const { reason, doubt, default: given } = empty
  if (!given) return [{ ...build, reason, ...(doubt && { doubt }) }]
  // The variable gets a default, so that people can still set it.
  const space = /\s$/.test(given.value) ? '' : ' '
  return [
    {
      ...build,
      reason,
      write: jobs => append(given, `${space}${jobs}`),
      title: jobs => `${given.value.trim()} ${jobs}`,
    },
  ]
}
