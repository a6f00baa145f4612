import type { Span } from '../../src/model/document.ts'
import type { Fix } from '../../src/model/fix.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { type Setting, setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { Count, NumberInJob, Workload } from '../../src/model/workload.ts'
import { type Piece, replacePiece } from './commands/pieces.ts'
import type { RepositoryCommand } from './commands.ts'
import { type FixedCount, fixCount, PLAIN_DOUBTS } from './fixed-count.ts'
import { inJob } from './pipelines/in-job.ts'
import { inJobsOf } from './pipelines/in-jobs.ts'
import { valuesInMatrix } from './pipelines/matrix-values.ts'

/** A number of workers as a command has it: `--maxWorkers=4`, `-w 50%`. */
export interface WorkerFlag {
  readonly command: RepositoryCommand
  /** Where it stands. */
  readonly written: Piece
  /** The flag with its value, as the tool gets it. */
  readonly words: string
  readonly value: string
  /** Where the number stands in the matrix of the job, of which the command takes it. */
  readonly inMatrix?: Setting<Value>
}

/** `flag` matches a flag without its value. A value that the shell works out is none, nor is one that `values` does not match. */
export function workerFlags(
  commands: readonly RepositoryCommand[],
  tool: RegExp,
  flag: RegExp,
  values = /^\d{1,9}%?$/,
): readonly WorkerFlag[] {
  return commands.flatMap(command => {
    const { words } = command.command
    const start = words.findIndex(({ text }) => tool.test(text))
    return words.flatMap((word, index): WorkerFlag[] => {
      const [name = '', joined] = word.text.split('=')
      const next = words[index + 1]
      if (start === -1 || index < start || !flag.test(name)) return []
      const isBeside = joined === undefined && next?.start === word.end + 1
      const [last, value] = isBeside ? [next, next.text] : [word, joined ?? '']
      const span = { start: word.start, end: last.end }
      const found =
        word.plain && last.plain ? [flagAt(command, span, value)] : flagsOfMatrix(command, span, value)
      return found.filter(each => values.test(each.value))
    })
  })
}

function flagAt(command: RepositoryCommand, span: Span, value: string): WorkerFlag {
  const written = command.pieceAt(span)
  return { command, written, words: written.piece.text, value }
}

/** A number of the matrix is another one in some of the runs of the job. */
function flagsOfMatrix(command: RepositoryCommand, span: Span, value: string): WorkerFlag[] {
  const { document } = command.written
  const written = command.pieceAt(span)
  // As the file has it: a variable of the shell stands for an expression, letter by letter.
  const text = written.piece.text
  const expression = text.slice(text.length - value.length)
  return valuesInMatrix(expression, command.runs ?? []).map(each => ({
    command: { ...command, runs: each.runs },
    written,
    words: text.slice(0, text.length - value.length) + each.value,
    value: each.value,
    inMatrix: setting(document.get(each.at) ?? null, document, each.at),
  }))
}

/** What such a command starts instead of what the configuration says. */
export interface FlaggedRun {
  readonly flag: WorkerFlag
  readonly count: FixedCount
  readonly workload: Workload
  /** The same in the jobs that call the script. */
  readonly inJobs: readonly Workload[]
}

/**
 * `usual` is what the same tool starts in the same folder without the flag; `fix` writes another number, where the tool has
 * more to say about that than that it takes longer.
 */
export function flaggedRun(
  flag: WorkerFlag,
  usual: Workload,
  fix: (count: FixedCount, sizing: Sizing, context: Context) => Fix = fixPlainly,
): FlaggedRun {
  const { written, words, value, command, inMatrix } = flag
  const number = Number.parseInt(value, 10)
  const isPart = value.endsWith('%')
  const processes: Count = isPart
    ? { kind: 'per-cpu', cpus: 'logical', times: Math.min(1, number / 100) }
    : { kind: 'fixed', processes: Math.max(1, number) }
  const { only: _, ...everywhere } = usual
  const count: FixedCount = {
    set: inMatrix ?? written,
    key: words.replace(/[= ].*|\d{1,9}%?$/s, ''),
    ...(!isPart && { number }),
    words: fits => replacePiece(written, words.replace(/\d{1,9}%?$/, String(fits))),
  }
  const [tool] = usual.kind.split('/')
  const numberInJob: NumberInJob = {
    words: `${tool} ${words}`,
    fix: (sizing, context) => fix(count, sizing, context),
  }
  const job = inJob(command, numberInJob)
  const workload: Workload = {
    ...everywhere,
    id: `${usual.id} ${command.when}: ${words}`,
    title: job.job ? usual.title : `${usual.title} (${command.when})`,
    when: command.when,
    count: { ...count.set, value: processes },
    ...(command.kind === 'package-script' && { script: String(written.at.at(-1)) }),
    ...job,
  }
  return { flag, count, workload, inJobs: inJobsOf(workload, command.callers(), numberInJob) }
}

function fixPlainly(count: FixedCount, sizing: Sizing, context: Context): Fix {
  return fixCount(count, sizing, context, PLAIN_DOUBTS)
}
