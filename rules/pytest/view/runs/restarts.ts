import type { Fix } from '../../../../src/model/fix.ts'
import { addBeside } from './cap.ts'
import type { Run } from './runs.ts'

/**
 * How often xdist replaces workers that die (get_default_max_worker_restart of xdist 3.8): four times the number that
 * `-n` asks for, which `--maxprocesses` does not lower, and without end for `--tx`. `processes` is what runs at once.
 */
export function restartsOf({ options }: Run, processes: number): Restarts {
  const { value } = options.workers ?? {}
  if (value === undefined) return { text: 'without end', because: 'pytest-xdist has no limit for --tx' }
  if (typeof value !== 'number' && (options.maxProcesses?.value ?? 0) > 0)
    return {
      text: 'up to four times for each cpu',
      because:
        'pytest-xdist counts 4 replacements for each worker that -n asks for, not for those that --maxprocesses leaves',
    }
  const asked = typeof value === 'number' ? value : processes
  return {
    text: `up to ${4 * asked} times`,
    because: `4 × ${asked} is what pytest-xdist allows itself when --max-worker-restart does not say otherwise`,
  }
}

export interface Restarts {
  /** `up to 64 times` */
  readonly text: string
  readonly because: string
}

/** With `--dist each` a worker that died is not needed again (measured: 4 processes for -n 2). */
export function isLimited({ options }: Run): boolean {
  return options.maxWorkerRestart !== undefined || options.distribution?.value === 'each'
}

/** One replacement for each worker that fits: accidents are forgiven, a storm is not. */
export function limitRestarts({ workers }: Run, living: number): Fix {
  const restarts = Math.max(1, Math.min(living, MOST))
  const title = `add --max-worker-restart=${restarts}`
  const op = workers.decidedBy && addBeside(workers.decidedBy, `--max-worker-restart=${restarts}`)
  if (!op) return { title, safety: 'manual', why: 'the option stands where memlint cannot write' }
  const why =
    'a run whose workers crash for other reasons then stops early, with the rest of its tests not run'
  return { title, ops: [op], safety: 'unsafe', why }
}

const MOST = 8
