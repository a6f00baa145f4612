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
