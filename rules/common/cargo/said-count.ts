import type { Setting } from '../../../src/model/setting.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'
import { replacePiece } from '../commands/pieces.ts'
import type { FixedCount } from '../fixed-count.ts'
import type { RepositoryVariable } from '../variables.ts'
import type { CargoCommand } from './commands.ts'

/** How many of something run at once, as a command or a variable says it. */
export interface SaidCount {
  /** For messages: `-j 8`, `CARGO_BUILD_JOBS=8`. */
  readonly words: string
  readonly count: Count
  /** What another number takes the place of. */
  readonly fixed: FixedCount
  /** Why another number cannot be written there. */
  readonly locked?: string
}

/** How a tool is told a number. */
export interface CountNames {
  readonly flag: RegExp
  /** The word for one per cpu. */
  readonly perCpu?: string
  /** Whether a negative number is taken from the cpus. */
  readonly below?: boolean
}

/**
 * The number that a command gives; undefined where it gives none, where nobody can tell which, and where the tool refuses
 * it: twice, 0, or no number (cargo 1.95, nextest 0.9.148).
 */
export function countInWords(
  command: CargoCommand,
  words: readonly ShellWord[],
  names: CountNames,
): SaidCount | undefined {
  const [flag, ...others] = flagsIn(words, names)
  const count = flag && others.length === 0 ? countOf(flag.value, names) : undefined
  if (!flag || !count) return undefined
  const { name, value, start, end } = flag
  const piece = command.pieceAt({ start, end })
  const { text } = piece.piece
  const isEditable = flag.plain && text.endsWith(value)
  return {
    words: text,
    count,
    fixed: {
      set: piece,
      key: name,
      ...numberOf(count),
      words: most => replacePiece(piece, text.slice(0, -value.length) + most),
    },
    ...(!isEditable && { locked: LOCKED }),
  }
}

const LOCKED = 'words that are quoted, or that the shell works out, are left alone'

/** Whether a command says a number, even one that nobody can tell. */
export function saysCount(words: readonly ShellWord[], names: CountNames): boolean {
  return flagsIn(words, names).length > 0
}

/** The number that a variable holds. */
export function countInVariable(
  { name, value, written }: RepositoryVariable,
  names: CountNames,
): SaidCount | undefined {
  const count = countOf(value, names)
  if (!count) return undefined
  const { document, at } = written
  const stored = document.get(at)
  // A number of a file stays one.
  const set: Setting<Value> = typeof stored === 'number' ? { value: stored, document, at } : written
  return {
    words: `${name}=${value}`,
    count,
    fixed: {
      set,
      key: name,
      ...numberOf(count),
      words: most => replacePiece(written, written.piece.text.replace(value, String(most))),
    },
    ...(!written.piece.text.includes(value) && { locked: LOCKED }),
  }
}

function countOf(value: string, { perCpu, below }: CountNames): Count | undefined {
  if (/^[1-9]\d{0,5}$/.test(value)) return { kind: 'fixed', processes: Number(value) }
  if (below && /^-[1-9]\d{0,5}$/.test(value)) return { kind: 'per-cpu', cpus: 'quota', plus: Number(value) }
  if (value === perCpu) return { kind: 'per-cpu', cpus: 'quota' }
  return /^(\$\(nproc\)|`nproc`)$/.test(value) ? { kind: 'per-cpu', cpus: 'logical' } : undefined
}

function numberOf(count: Count): { readonly number?: number } {
  return count.kind === 'fixed' ? { number: count.processes } : {}
}

interface Flag {
  /** `-j`, `--jobs` */
  readonly name: string
  /** Without quotes. */
  readonly value: string
  readonly start: number
  readonly end: number
  readonly plain: boolean
}

function flagsIn(words: readonly ShellWord[], { flag }: CountNames): readonly Flag[] {
  return words.flatMap((word, index) => {
    const text = meant(word)
    const [head] = flag.exec(text) ?? []
    if (head === undefined) return []
    const joined = text.slice(head.length)
    const next = joined === '' && !head.endsWith('=') ? words[index + 1] : undefined
    return {
      name: head.replace(/=$/, ''),
      value: next ? meant(next) : joined,
      start: word.start,
      end: (next ?? word).end,
      plain: word.plain && (next ?? word).plain,
    }
  })
}

function meant({ text, value }: ShellWord): string {
  return value ?? text.replace(/["']/g, '')
}
