import { type Fix, move } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { Table, Value } from '../../../src/model/value.ts'

/** Keys of `[build]` in cargo's configuration: doc.rust-lang.org/cargo/reference/config.html. */
const KEYS: ReadonlySet<string> = new Set([
  'artifact-dir',
  'build-dir',
  'dep-info-basedir',
  'incremental',
  'jobs',
  'rustc',
  'rustc-workspace-wrapper',
  'rustc-wrapper',
  'rustdoc',
  'rustdocflags',
  'rustflags',
  'target',
  'target-dir',
])

/** Moves `[build]` to where cargo reads it, with as many jobs as fit. `sizing` is of what runs without it. */
export function moveBuildTable(
  from: Setting<Table>,
  path: string,
  { declared }: Context,
  sizing: Sizing | undefined,
): Fix {
  const title = `move [build] to ${path}`
  const foreign = Object.keys(from.value).filter(key => !KEYS.has(key))
  if (foreign.length > 0) {
    const why = `cargo's configuration has no ${foreign.map(key => `build.${key}`).join(' and no ')} either`
    return { title, safety: 'manual', why }
  }
  const to = { path, at: ['build'] }
  const { jobs } = from.value
  if (jobs === undefined) {
    return { title, safety: 'unsafe', why: 'from then on cargo obeys it', ops: [move(from, to)] }
  }
  const fitting = jobsThatFit(jobs, sizing)
  if (fitting === undefined) return { title, safety: 'manual', why: reasonOf(jobs, sizing) }
  const here = declared || fitting === jobs ? '' : ', which is what this machine has room for'
  return {
    title: `${title} with jobs = ${JSON.stringify(fitting)}${here}`,
    safety: 'unsafe',
    why: 'from then on cargo obeys it, on machines with fewer cpus too',
    ops: [move(from, to, { jobs: fitting })],
  }
}

/**
 * Where one compiler per cpu is too much, the largest number that fits: the written one was never tried.
 * Elsewhere what is written, which then is a wish of another kind. Undefined when there is none.
 */
function jobsThatFit(jobs: Value, sizing: Sizing | undefined): Value | undefined {
  if (!isJobs(jobs)) return undefined
  if (sizing && sizing.over.length > 0) return 'value' in sizing.advice ? sizing.advice.value : undefined
  const fits = sizing ? Math.min(...sizing.hosts.map(({ row }) => row.fits)) : Number.POSITIVE_INFINITY
  return typeof jobs === 'number' && jobs > fits ? fits : jobs
}

function reasonOf(jobs: Value, sizing: Sizing | undefined): string {
  if (!isJobs(jobs)) return `cargo refuses to run with build.jobs = ${JSON.stringify(jobs)}`
  return sizing && 'unknown' in sizing.advice ? sizing.advice.unknown : 'no number of jobs is known to fit'
}

function isJobs(jobs: Value): boolean {
  return jobs === 'default' || (Number.isInteger(jobs) && jobs !== 0)
}
