import type { Sources } from '../../../src/model/ecosystem.ts'
import { startedBy } from '../../common/commands/programs.ts'
import { scriptsIn } from '../../common/commands.ts'
import { unbounded } from '../../common/make/unbounded.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'
import { buildFlag } from './flags.ts'
import { mayUseMakefiles } from './generator.ts'

/** Worth reading: a build with a flag that may have no number. */
export const MENTIONS = /--build(?:[^\n]|\\\r?\n){0,500}?[\s"'](?:-j|--parallel|-\w{0,20}j)/

/** Every `cmake --build` that hands make a `-j` without a number. */
export function buildCommands(sources: Sources): readonly Unbounded[] {
  return scriptsIn(sources, MENTIONS).flatMap(script =>
    script.script.commands.flatMap(command => {
      const started = startedBy(command, /^(?:\S*\/)?cmake3?$/)
      const flag = started && buildFlag(started.arguments)
      if (!started || !flag || !mayUseMakefiles(script, sources)) return []
      const { when, folder, kind, runs } = script
      const at = script.pieceAt({ start: started.name.start, end: flag.span.end })
      return unbounded(
        flag,
        {
          at,
          edited: script.pieceAt(flag.span),
          words: `cmake --build ${flag.text}`,
          where: { when, folder, kind, ...(runs && { runs }) },
          ...(kind === 'makefile' && { makefile: script.written.document.path }),
        },
        sources,
      )
    }),
  )
}
