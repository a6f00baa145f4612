import type { Sources } from '../../../src/model/ecosystem.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import { startedBy } from '../../common/commands/programs.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { unbounded } from '../../common/make/unbounded.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'
import { buildFlag, presetIn } from './flags.ts'
import { mayUseMakefiles, runsOnWindows } from './generator.ts'
import { mayUseMake } from './preset-builds.ts'
import { buildPresets } from './presets.ts'

/** Worth reading: a build with a flag that may have no number. */
export const MENTIONS = /--build(?:[^\n]|\\\r?\n){0,500}?[\s"'](?:-j|--parallel|-\w{0,20}j)/

/** Every `cmake --build` that hands make a `-j` without a number. */
export function buildCommands(sources: Sources): readonly Unbounded[] {
  return commandsIn(sources, MENTIONS).flatMap(command => {
    const started = startedBy(command.command, /^(?:\S*\/)?cmake3?$/)
    const flag = started && buildFlag(started.arguments)
    if (!started || !flag || !isOpen(command, started.arguments, sources)) return []
    const { when, folder, kind, runs } = command
    return unbounded(
      flag,
      {
        at: command.pieceAt({ start: started.name.start, end: flag.span.end }),
        edited: command.pieceAt(flag.span),
        words: `cmake --build ${flag.text}`,
        where: { when, folder, kind, ...(runs && { runs }) },
        ...(kind === 'makefile' && { makefile: command.written.document.path }),
      },
      sources,
    )
  })
}

/** Whether nothing but the flag says how much is built at once: a preset can have a number, and another generator. */
function isOpen(command: RepositoryCommand, words: readonly ShellWord[], sources: Sources): boolean {
  const asked = presetIn(words)
  if (!asked) return mayUseMakefiles(command, sources)
  const { runsIn } = command
  if (asked === 'unknown' || runsIn === undefined || runsOnWindows(command)) return false
  const preset = buildPresets(sources, runsIn).find(({ name }) => name === asked.name)
  const isBounded = typeof preset?.jobs?.value === 'number' && preset.jobs.value > 0
  return preset !== undefined && !isBounded && !preset.options && mayUseMake(preset, sources)
}
