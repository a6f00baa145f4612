import { formatGiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { FileOp, Fix } from '../../src/model/fix.ts'
import type { Context, HostSizing } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Workload } from '../../src/model/workload.ts'
import { COMPILER } from './compilers.ts'
import { machinesFor } from './machines.ts'
import { type JobRun, jobOf, runnersOf } from './pipelines/job-runs.ts'
import type { RepositoryVariable } from './variables.ts'

/** A place where a native build is told to start everything that is ready, however much that is. */
export interface Unbounded {
  /** What a reader should look at. */
  readonly at: Setting<unknown>
  /** As it is written, for messages: `make -j`. */
  readonly words: string
  /** Why it has no bound, where that cannot be seen. */
  readonly reason?: string
  /** What starts it, in words: `npm run build`. */
  readonly when: string
  readonly folder: string
  readonly kind: RepositoryVariable['kind'] | 'preset'
  /** Of the job of a pipeline in which it stands. */
  readonly runs?: readonly JobRun[]
  /** Writes a number of jobs. */
  write(jobs: number): FileOp
  /** What is written, for titles: `-j8`. */
  title(jobs: number): string
  /** Why another number could change more than what runs at once. */
  readonly doubt?: string
}

/** What the unbounded builds of one folder of a repository start, or those of one job that names its machines. */
export interface UnboundedBuilds {
  readonly found: readonly Unbounded[]
  readonly run: Workload
}

/** One entry per folder, and per job, since each is a row of the plan. */
export function buildsByFolder(all: readonly Unbounded[], tool: string): readonly UnboundedBuilds[] {
  const ids = new Map(all.map(build => [build, idOf(build, tool)]))
  return [...new Set(ids.values())].flatMap(id => {
    const found = all.filter(build => ids.get(build) === id)
    const [first] = found
    return first ? [{ found, run: workloadOf(first, id, tool) }] : []
  })
}

function idOf({ when, folder, runs = [] }: Unbounded, tool: string): string {
  const labels = runnersOf(runs).map(({ label }) => label)
  const job = labels.length > 0 ? ` ${when} on ${labels.join(', ')}` : ''
  return `${tool}/jobs:${folder}${job}`
}

function workloadOf(build: Unbounded, id: string, tool: string): Workload {
  const { at, when, folder, runs } = build
  return {
    id,
    kind: `${tool}/jobs`,
    folder,
    title: `${tool} jobs`,
    process: 'job',
    phase: 'build',
    when,
    count: { ...at, value: { kind: 'unbounded' } },
    footprint: COMPILER,
    base: [],
    ...(runs && { job: jobOf(when, runs) }),
  }
}

/** An error whatever one compiler takes, so that its size is no reason to be milder. */
export function unboundedProblem(
  build: Unbounded,
  run: Workload,
  context: Context,
): Omit<Problem, 'message' | 'help'> {
  const named = context.sizeInJob(run, build.words).hosts
  const usual = context.size(run, build.words).hosts
  const hosts = named.length > 0 ? named : machinesFor(build.kind, usual, ({ plan }) => plan.host)
  const jobs = jobsFor(hosts)
  return {
    at: build.at,
    hosts: hosts.map(({ plan }) => plan.host.name),
    because: [
      ...hosts.map(({ arithmetic }) => arithmetic),
      ...(jobs ? [jobs.because] : []),
      ...context.plan.workloads
        .filter(({ id }) => id === run.id)
        .flatMap(({ footprint }) => footprint.amounts)
        .map(
          ({ bytes, evidence, source }) =>
            `a job that compiles takes ${formatGiB(bytes)} (${evidence}: ${source})`,
        ),
    ],
    fix: jobs ? fixTo(jobs.value, build, context.declared || named.length > 0) : NONE_FITS,
  }
}

/** As many as the smallest machine has cpus for, and memory. */
function jobsFor(hosts: readonly HostSizing[]): { value: number; because: string } | undefined {
  const each = hosts.map(({ plan: { host }, row }) => ({
    name: host.name,
    cpus: host.cpus.value,
    fits: row.fits,
    value: Math.min(host.cpus.value, row.fits),
  }))
  const [least] = each.toSorted((a, b) => a.value - b.value)
  if (!least || least.value < 1) return undefined
  const limit = least.fits < least.cpus ? 'what fits' : 'one per cpu'
  return { value: least.value, because: `${least.value} is ${limit} on ${least.name} (${least.cpus} cpus)` }
}

function fixTo(jobs: number, { write, title: name, doubt }: Unbounded, declared: boolean): Fix {
  const title = `write ${name(jobs)}${declared ? '' : ', which is what this machine has room for'}`
  const ops = [write(jobs)]
  return doubt === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why: doubt, ops }
}

const NONE_FITS: Fix = {
  title: 'build one file at a time, or use a machine with more memory',
  safety: 'manual',
  why: 'not even one compiler fits, so there is no number to write',
}
