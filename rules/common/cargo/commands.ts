import type { Sources } from '../../../src/model/ecosystem.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import { startedBy } from '../commands/programs.ts'
import { eachCommand, type RepositoryCommand } from '../commands.ts'
import { withSteps } from '../paths.ts'

/** A command of cargo, or of cross, which hands everything on to it. */
export interface CargoCommand extends RepositoryCommand {
  /** Its long name, of nextest with what it is to do: `build`, `nextest run`. */
  readonly does: string
  /** The words of cargo behind that. */
  readonly own: readonly ShellWord[]
  /** What stands behind `--`, which is for the program that is started. */
  readonly handed: readonly ShellWord[]
  /** Where it looks for its manifest; undefined where that cannot be told. */
  readonly works: string | undefined
}

/** Worth reading: a command that says how many of something run at once. Tests that run one by one need no room. */
export const SAYS_HOW_MANY =
  /\bc(?:argo|ross)\b(?:[^\n]|\\\r?\n){0,300}?[\s"'](?:-[vqr]{0,3}j|--jobs|--test-threads(?![= ]1\b))/

/** Every command of cargo in the files that mention what is looked for, in scripts that are worth reading. */
export function* cargoCommands(
  sources: Sources,
  mentions: RegExp,
  isWorthReading: (text: string) => boolean = text => CALLS_CARGO.test(text),
): Generator<CargoCommand> {
  for (const command of eachCommand(sources, mentions, isWorthReading)) yield* ofCargo(command)
}

export const CALLS_CARGO = /\bc(?:argo|ross)\b/

function ofCargo(command: RepositoryCommand): CargoCommand[] {
  const started = startedBy(command.command, /^(?:\S*\/)?(cargo|cross)(\.exe)?$/)
  const at = started ? subcommandIn(started.arguments) : -1
  const name = started?.arguments[at]?.value
  if (!started || name === undefined) return []
  const words = started.arguments.slice(at + 1)
  const end = words.findIndex(({ text }) => text === '--')
  const own = end === -1 ? words : words.slice(0, end)
  const task = name === 'nextest' ? own.find(({ text }) => !text.startsWith('-'))?.text : undefined
  return [
    {
      ...command,
      does: task === undefined ? (SHORT.get(name) ?? name) : `nextest ${SHORT.get(task) ?? task}`,
      own,
      handed: end === -1 ? [] : words.slice(end + 1),
      works: worksIn(command, started.arguments),
    },
  ]
}

const SHORT = new Map(
  Object.entries({ b: 'build', c: 'check', d: 'doc', r: 'run', t: 'test', nt: 'nextest' }),
)

/** Behind `+nightly` and options of cargo itself. */
function subcommandIn(words: readonly ShellWord[]): number {
  return words.findIndex(
    ({ text }, index) =>
      !/^[-+]/.test(text) && !/^(--config|--color|-Z|-C)$/.test(words[index - 1]?.text ?? ''),
  )
}

function worksIn(command: RepositoryCommand, words: readonly ShellWord[]): string | undefined {
  const index = words.findIndex(({ text }) => /^--manifest-path(=|$)/.test(text))
  if (index === -1) return command.runsIn
  const { text, plain } = words[index] as ShellWord
  const value = text.includes('=') ? text.slice(text.indexOf('=') + 1) : words[index + 1]?.text
  const isKnown = plain && value !== undefined && command.runsIn !== undefined
  return isKnown ? withSteps(command.runsIn, `${value}/..`) : undefined
}
