import type { Setting } from '../../src/model/setting.ts'
import type { Count, Workload } from '../../src/model/workload.ts'
import type { Piece } from './commands/pieces.ts'
import type { RepositoryCommand } from './commands.ts'
import type { FixedCount } from './fixed-count.ts'

/** A number of workers as a command has it: `--maxWorkers=4`, `-w 50%`. */
export interface WorkerFlag {
  readonly command: RepositoryCommand
  /** Where it stands; `part` is the flag with its value, as it is written. */
  readonly written: Setting<string> & { readonly part: string }
  /** The same, told from others like it in the same script. */
  readonly piece: Piece
  readonly value: string
}

/** `flag` matches a flag without its value. A value that the shell works out is none, nor is one that `values` does not match. */
export function workerFlags(
  commands: readonly RepositoryCommand[],
  tool: RegExp,
  flag: RegExp,
  values = /^\d+%?$/,
): readonly WorkerFlag[] {
  return commands.flatMap(command => {
    const { words } = command.command
    const start = words.findIndex(({ text }) => tool.test(text))
    return words.flatMap((word, index): WorkerFlag[] => {
      const [name = '', joined] = word.text.split('=')
      const next = words[index + 1]
      const isBeside = next?.plain && next.start === word.end + 1
      const value = joined ?? (isBeside ? next.text : '')
      if (start === -1 || index < start || !word.plain || !flag.test(name) || !values.test(value)) return []
      const part = joined === undefined ? `${word.text} ${value}` : word.text
      const piece = command.pieceAt({ start: word.start, end: word.start + part.length })
      return [{ command, written: { ...command.written, part }, piece, value }]
    })
  })
}

/** What such a command starts instead of what the configuration says. */
export interface FlaggedRun {
  readonly flag: WorkerFlag
  readonly count: FixedCount
  readonly workload: Workload
}

/** `usual` is what the same tool starts in the same folder without the flag. */
export function flaggedRun(flag: WorkerFlag, usual: Workload): FlaggedRun {
  const { written, value, command } = flag
  const number = Number.parseInt(value, 10)
  const isPart = value.endsWith('%')
  const count: Count = isPart
    ? { kind: 'per-cpu', cpus: 'logical', times: Math.min(1, number / 100) }
    : { kind: 'fixed', processes: Math.max(1, number) }
  const { only: _, ...everywhere } = usual
  return {
    flag,
    count: {
      set: written,
      key: written.part.replace(/[= ].*/, ''),
      ...(!isPart && { number }),
      words: fits => written.part.replace(/\d{1,9}%?$/, String(fits)),
    },
    workload: {
      ...everywhere,
      id: `${usual.id} ${command.when}`,
      title: `${usual.title} (${command.when})`,
      when: command.when,
      count: { ...written, value: count },
    },
  }
}
