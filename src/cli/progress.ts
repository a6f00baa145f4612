import type { SessionProgress } from '../session/check-options.ts'
import type { Request, Session } from '../session/session.ts'
import type { Terminal } from './terminal.ts'

/** Runs what is asked for, with a line that says where it is, unless the line is not wanted. */
export async function runWatched(request: Request, terminal: Terminal, quiet = false): Promise<Session> {
  const { runSession } = await import('../session/session.ts')
  if (quiet) return runSession(request)
  const line = progressLine(terminal)
  try {
    return await runSession({ ...request, onProgress: line.show })
  } finally {
    line.end()
  }
}

export interface ProgressLine {
  show(progress: SessionProgress): void
  /** Takes the line away, so that what follows begins where it began. */
  end(): void
}

/** Shorter runs show nothing, and load nothing for it. */
const PATIENCE_MS = 500
const EVERY_MS = 100

/**
 * One line on standard error that says where a long run is, where that is a terminal that somebody looks at. Whether it is
 * one is only asked when there is something to show: finding out takes longer than short runs have.
 */
export function progressLine(terminal: Terminal, now: () => number = () => performance.now()): ProgressLine {
  let next = now() + PATIENCE_MS
  let columns: number | undefined
  let shown = ''
  let last: SessionProgress | undefined
  return {
    show(progress) {
      const time = now()
      if (time < next || isBefore(progress, last)) return
      next = time + EVERY_MS
      last = progress
      columns ??= watchedColumns(terminal)
      const line = wordsOf(progress).slice(0, Math.max(0, columns - 1))
      if (line === shown) return
      terminal.err(`${BEGINNING}${line}`)
      shown = line
    },
    end() {
      if (shown !== '') terminal.err(BEGINNING)
      shown = ''
      next = Number.POSITIVE_INFINITY
    },
  }
}

/** The beginning of the line, and nothing on it. */
const BEGINNING = '\r\u001b[K'

const STEPS = ['walking', 'reading', 'parsing', 'checking', 'fixing'] as const

/** A fix makes memlint parse and check again, which would only flicker. */
function isBefore({ project, step }: SessionProgress, last: SessionProgress | undefined): boolean {
  return last?.project === project && STEPS.indexOf(step) < STEPS.indexOf(last.step)
}

/** 0 where nobody looks. The log of a CI system keeps every line that was meant to go away. */
function watchedColumns({ env, errColumns }: Terminal): number {
  return env.CI || env.TERM === 'dumb' ? 0 : (errColumns ?? 0)
}

const WORDS = {
  walking: 'reading folders',
  reading: 'reading files',
  parsing: 'parsing files',
  checking: 'checking',
  fixing: 'fixing',
} as const satisfies Record<SessionProgress['step'], string>

/** Counts only: nothing that a linted repository wrote. */
function wordsOf({ step, done, total, project, projects }: SessionProgress): string {
  const counts = total === undefined ? (done > 0 ? `, ${done} so far` : '') : `, ${done} of ${total}`
  const of = projects > 1 ? ` (project ${project} of ${projects})` : ''
  return `memlint: ${WORDS[step]}${counts}${of}`
}
