import type { Sources } from '../../../src/model/ecosystem.ts'
import type { ShellCommand, ShellWord } from '../../../src/model/shell.ts'
import { rewritePiece } from '../../common/commands/pieces.ts'
import { type StartedProgram, startedBy } from '../../common/commands/programs.ts'
import { scriptsIn } from '../../common/commands.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'

/** Worth reading: a zero for a number of jobs, also where cmake hands it on. */
export const MENTIONS = /(?:ninja|--build)(?:[^\n]|\\\r?\n){0,500}?-j ?0\b/

/** Every command that tells ninja with a 0 that its jobs have no bound. */
export function ninjaCommands(sources: Sources): readonly Unbounded[] {
  return scriptsIn(sources, MENTIONS).flatMap(script =>
    script.script.commands.flatMap((command): Unbounded[] => {
      const started = ninjaOf(command)
      const zero = started && zeroOf(started.arguments)
      if (!started || !zero) return []
      const { when, folder, kind, runs } = script
      const edited = script.pieceAt(zero.word)
      const write = (jobs: number) => `${zero.word.text.slice(0, -1)}${jobs}`
      return [
        {
          at: script.pieceAt({ start: started.name.start, end: zero.word.end }),
          words: `${started.name.text} ${zero.flag}0`,
          when,
          folder,
          kind,
          ...(runs && { runs }),
          write: jobs => rewritePiece(edited, write(jobs)),
          title: jobs => `${zero.flag}${jobs}`,
        },
      ]
    }),
  )
}

/** ninja itself, or what `cmake --build` hands on behind `--`: make would refuse a zero. */
function ninjaOf(command: ShellCommand): StartedProgram | undefined {
  const ninja = startedBy(command, /^(?:\S*\/)?ninja(?:-build)?$/)
  if (ninja) return ninja
  const cmake = startedBy(command, /^(?:\S*\/)?cmake3?$/)
  if (!cmake?.arguments.some(({ text }) => text === '--build')) return undefined
  const end = cmake.arguments.findIndex(({ text }) => text === '--')
  return end === -1 ? undefined : { ...cmake, arguments: cmake.arguments.slice(end + 1) }
}

/** The word that ends in the zero of the last `-j`, unless load limits the jobs. */
function zeroOf(words: readonly ShellWord[]): { word: ShellWord; flag: string } | undefined {
  if (words.some(({ text }) => /^-l/.test(text))) return undefined
  const index = words.findLastIndex(({ text }) => /^-j/.test(text))
  const [word, next] = [words[index], words[index + 1]]
  if (word?.value === '-j0' && word.plain) return { word, flag: '-j' }
  return word?.value === '-j' && next?.value === '0' && next.plain ? { word: next, flag: '-j ' } : undefined
}
