import { KiB, MiB } from '../../../src/model/bytes.ts'
import type { Job } from '../../../src/model/job.ts'
import { type Piece, pieceIn } from '../commands/pieces.ts'
import { inJob } from '../pipelines/in-job.ts'
import type { RepositoryVariable } from '../variables.ts'
import type { Workers } from './workers.ts'

/** How large the heap of a process may grow, as it is written. */
export interface HeapCap {
  /** The flag that counts, with its number. */
  readonly at: Piece
  /** `--max-old-space-size=`, in the spelling that is used. */
  readonly flag: string
  readonly bytes: number
  readonly of: HeapKind
  /** What runs under it, in words: `npm run build`. */
  readonly when: string
  readonly kind: RepositoryVariable['kind'] | 'npmrc'
  /** Of a pipeline that runs under it. */
  readonly job?: Job
  /** How many processes the same command says that it starts, each with this limit. */
  readonly workers?: Workers
}

/** What has a heap with a limit. */
export interface HeapKind {
  /** In messages: `a process of node`. */
  readonly name: string
  /** What a process says that needs more. */
  readonly end: string
  /** What a job mentions that starts one. */
  readonly started: RegExp
  /** A number of MiB behind the flag. */
  write(megabytes: number): string
}

const NODE: HeapKind = {
  name: 'node',
  end: 'heap out of memory',
  started: /\b(?:node|npm|npx|pnpm|yarn|corepack|tsc|vite|vitest|jest|next)\b/,
  write: String,
}
const JAVA: HeapKind = {
  name: 'java',
  end: 'java.lang.OutOfMemoryError',
  started: /\b(?:java|mvnw?|gradlew?|sbt|ant|maven|gradle)\b/,
  write: megabytes => (megabytes % 1024 === 0 ? `${megabytes / 1024}g` : `${megabytes}m`),
}

/** Worth reading: either spelling, which node takes for the same (20.20). */
export const MENTIONS = /--max[-_]old[-_]space[-_]size=/

export type CapPlace = Pick<RepositoryVariable, 'when' | 'runs' | 'jobs'> & Pick<HeapCap, 'kind'>

/**
 * The flag that counts in the options of one process, which is the last one; undefined where it says nothing (0 stands for
 * node's default) and where node refuses to start (4096MB, 4e3, a number behind a space).
 */
export function capIn(options: Piece, words: string, place: CapPlace): HeapCap | undefined {
  const last = [...words.matchAll(FLAG)].at(-1)
  const [, flag = '', number = ''] = last ?? []
  const bytes = Number(number) * MiB
  // The last of several like it: nothing else of the kind may follow.
  const at = pieceIn(options, new RegExp(`${flag}${number}(?![\\w.])(?![\\s\\S]*--max[-_]old[-_]space)`))
  return last && at && bytes > 0 && Number.isSafeInteger(bytes)
    ? { ...where(place, NODE), at, flag, bytes, of: NODE }
    : undefined
}

const FLAG = /(?<![^\s"])(--max[-_]old[-_]space[-_]size=)(\d+)(?![^\s"])/g

/** `-Xmx` among the options of a process of Java; of several the last one counts. */
export function javaCapIn(options: Piece, words: string, place: CapPlace): HeapCap | undefined {
  const last = [...words.matchAll(XMX)].at(-1)
  const [written = '', number = '', unit = ''] = last ?? []
  const bytes = Number(number) * KiB ** 'kmgt'.indexOf(unit.toLowerCase()) * KiB
  const at = pieceIn(options, new RegExp(`${written}(?!\\w)(?![\\s\\S]*-Xmx)`))
  return last && at && bytes > 0 && Number.isSafeInteger(bytes)
    ? { ...where(place, JAVA), at, flag: '-Xmx', bytes, of: JAVA }
    : undefined
}

const XMX = /(?<![^\s"'=])-Xmx(\d{1,9})([kmgtKMGT])(?!\w)/g

/** Of every job, those are meant that start such a process. */
function where(
  { when, kind, jobs, runs = [] }: CapPlace,
  { started }: HeapKind,
): Pick<HeapCap, 'when' | 'kind' | 'job'> {
  const meant = jobs?.filter(({ text }) => started.test(text)).map(each => each.runs) ?? [runs]
  const { job } = kind === 'npmrc' ? {} : inJob({ kind, when, runs: meant.flat() })
  const elsewhere = meant.some(each => each.length === 0)
  return { when, kind, ...(job && { job: { ...job, elsewhere: job.elsewhere || elsewhere } }) }
}
