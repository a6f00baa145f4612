import type { Sources } from '../../../src/model/ecosystem.ts'
import { startedBy } from '../../common/commands/programs.ts'
import { type RepositoryScript, scriptsIn } from '../../common/commands.ts'
import { type MakeWord, unboundedFlag } from '../../common/make/flags.ts'
import { unbounded } from '../../common/make/unbounded.ts'
import { inFolder } from '../../common/paths.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'
import { MENTIONS } from './files.ts'

/** Every command that starts make with a `-j` that has no number. */
export function inCommands(sources: Sources): readonly Unbounded[] {
  return scriptsIn(sources, MENTIONS).flatMap(script =>
    script.script.commands.flatMap(command => {
      const started = startedBy(command, MAKE)
      const flag = started && unboundedFlag(started.arguments)
      if (!started || !flag || runsInTurn(script, started.arguments, sources)) return []
      const { when, folder, kind, runs } = script
      const { path } = script.written.document
      return unbounded(
        flag,
        {
          at: script.pieceAt({ start: started.name.start, end: flag.span.end }),
          edited: script.pieceAt(flag.span),
          words: `${started.name.text} ${flag.text}`,
          where: { when, folder, kind, ...(runs && { runs }) },
          // The shell puts its own variables in, and make those of its recipes before.
          ...(kind === 'makefile' && { makefile: path }),
        },
        sources,
      )
    }),
  )
}

const MAKE = /^(?:\S*\/)?(?:(?:g|gnu|mingw32-)?make|\$[({]?MAKE[)}]?)$/

/** A Makefile can say that its targets are made one after the other, whatever `-j` says. */
function runsInTurn({ folder }: RepositoryScript, words: readonly MakeWord[], sources: Sources): boolean {
  const change = words.findIndex(({ value }) => value === '-C' || value === '--directory')
  const into = change === -1 ? '' : (words[change + 1]?.value ?? '')
  const at = into === '' ? folder : inFolder(folder, into)
  return ['Makefile', 'makefile', 'GNUmakefile'].some(name =>
    /^\.NOTPARALLEL[ \t]*:[ \t]*$/m.test(sources.text(inFolder(at, name)) ?? ''),
  )
}
