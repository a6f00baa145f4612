import type { Count } from '../../../../src/model/workload.ts'
import type { Given, PytestOptions } from '../config/options.ts'

/** How many processes run the tests, before a machine is known, and what decides it. */
export interface WorkerCount {
  readonly count: Count
  /** Whether xdist starts workers; else the tests run in pytest's own process. */
  readonly distributed: boolean
  /** The option that asks for the workers: `-n` or the last `--tx`. */
  readonly decidedBy?: Given<unknown>
}

/** What is known beside the options. */
export interface CountFacts {
  /** With psutil installed, xdist counts physical cores for `auto`; without it, logical ones. */
  readonly psutil: boolean
  /** The number a hook or PYTEST_XDIST_AUTO_NUM_WORKERS gives for `auto` and `logical`. */
  readonly auto?: number
}

/** What xdist makes of the options (pytest_cmdline_main and _is_distribution_mode of xdist 3.8). */
export function countWorkers(options: PytestOptions, facts: CountFacts): WorkerCount {
  if (options.refused || options.xdistDisabled) return IN_PROCESS
  const { workers } = options
  if (!workers) return countEnvironments(options)
  const cap = options.maxProcesses?.value ?? 0
  if (cap < 0) return IN_PROCESS
  const asked = typeof workers.value === 'number' ? workers.value : facts.auto
  if (asked !== undefined) {
    const processes = cap > 0 ? Math.min(asked, cap) : asked
    if (processes <= 0) return IN_PROCESS
    return { count: { kind: 'fixed', processes }, distributed: true, decidedBy: workers }
  }
  const cpus = workers.value === 'auto' && facts.psutil ? 'physical' : 'logical'
  const count: Count = { kind: 'per-cpu', cpus }
  return {
    count: cap > 0 ? { kind: 'capped', count, atMost: cap } : count,
    distributed: true,
    decidedBy: workers,
  }
}

const IN_PROCESS: WorkerCount = { count: { kind: 'fixed', processes: 1 }, distributed: false }

/** `--tx` counts only when a distribution mode is set; workers on other machines need no memory here. */
function countEnvironments(options: PytestOptions): WorkerCount {
  const mode = options.distribution?.value ?? 'no'
  const processes = options.environments.reduce((sum, given) => sum + localWorkers(given.value), 0)
  const decidedBy = options.environments.at(-1)
  if (mode === 'no' || processes === 0 || !decidedBy) return IN_PROCESS
  return { count: { kind: 'fixed', processes }, distributed: true, decidedBy }
}

/** `3*popen//python=python3` is three; `ssh=…` and `socket=…` run elsewhere. */
function localWorkers(spec: string): number {
  const times = /^\s*\+?(\d+)\s*\*/.exec(spec)
  const execution = times ? spec.slice(spec.indexOf('*') + 1) : spec
  if (!execution.split('//').includes('popen')) return 0
  return times ? Number(times[1]) : 1
}
