import { isGuess } from '../../../src/model/footprint.ts'
import type { Runner } from '../../../src/model/job.ts'
import type { HostPlan } from '../../../src/model/plan.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { isCrowded } from '../../common/default-count.ts'
import { namesOf } from '../../common/pipelines/in-jobs.ts'

/** What a job starts that does not fit its machines; one for all jobs in which one setting comes to the same. */
export interface StartedInJobs {
  readonly workload: Workload
  readonly sizing: Sizing
  /** The machines on which it does not fit, where they are named. */
  readonly named: readonly Runner[]
}

export function startedInJobs(context: Context): readonly StartedInJobs[] {
  const groups = new Map<string, Workload[]>()
  for (const [index, workload] of context.plan.workloads.entries()) {
    // What has no bound is a hazard of its own.
    if (!workload.job || workload.count.value.kind === 'unbounded') continue
    const sizing = sizeOf([workload], context)
    if (!isWorthAWord(sizing)) continue
    const key = workload.again ? answerOf(sizing) : String(index)
    groups.set(key, [...(groups.get(key) ?? []), workload])
  }
  return [...groups.values()].flatMap(workloads => {
    const [workload] = workloads
    if (!workload) return []
    const sizing = sizeOf(workloads, context)
    return [{ workload, sizing, named: workloads.flatMap(each => runnersOf(each, sizeOf([each], context))) }]
  })
}

function sizeOf(workloads: readonly Workload[], context: Context): Sizing {
  const [first, ...others] = workloads.flatMap(({ job }) => (job ? [job.name, ...(job.alike ?? [])] : []))
  const [workload] = workloads
  if (!workload || first === undefined) throw new Error('a job has a name')
  const words = workload.inJob?.words ?? workload.title
  const sizing = context.sizeInJob(workload, `${words} in ${namesOf(first, others)}`)
  if (!workload.again) return sizing
  // Its tool has spoken of the same setting on machines that are declared.
  return { ...sizing, over: sizing.over.filter(({ plan }) => !isDeclared(plan, context)) }
}

function isDeclared({ host }: HostPlan, { plan, declared }: Context): boolean {
  return (
    declared &&
    plan.hosts.some(
      other =>
        other.host.kind === 'ci' &&
        other.host.memory.value === host.memory.value &&
        other.host.cpus.value === host.cpus.value,
    )
  )
}

/** On a guess only where not even half of them have room. */
function isWorthAWord({ over, workload }: Sizing): boolean {
  return over.length > 0 && (!isGuess(workload.footprint) || over.some(({ row }) => isCrowded(row)))
}

function answerOf({ workload, over }: Sizing): string {
  const { document, at, part, piece } = workload.count
  const answers = over.map(({ row }) => [row.processes, row.fits])
  return JSON.stringify([document.path, at, part, piece, workload.inJob?.words, answers])
}

function runnersOf({ job }: Workload, { over }: Sizing): readonly Runner[] {
  return (job?.runners ?? []).filter(({ label }) => over.some(({ plan }) => plan.host.name === label))
}
