import type { NumberInJob, Workload } from '../../../src/model/workload.ts'
import type { RepositoryCommand } from '../commands.ts'
import { isPipeline } from '../machines.ts'
import { type JobRun, runnersOf } from './job-runs.ts'

/**
 * What is written elsewhere in the repository, on the machines of the jobs that start it: one workload for all that name the
 * same machines. `callers` are the commands of these jobs. Its own number counts wherever else it did.
 */
export function inJobsOf(
  usual: Workload,
  callers: readonly RepositoryCommand[],
  number: NumberInJob,
): readonly Workload[] {
  if (usual.job || (usual.only !== undefined && usual.only !== 'ci')) return []
  const { script: _, ...workload } = usual
  return jobsByMachines(callers).map(({ names: [name, ...alike], runs }) => {
    const when = namesOf(name, alike)
    return {
      ...workload,
      id: `${usual.id} in ${when}`,
      when,
      only: 'ci',
      job: { name, alike, runners: runnersOf(runs), elsewhere: false },
      inJob: number,
      again: true,
    }
  })
}

/** `job test of ci.yml and 3 more` */
export function namesOf(first: string, others: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`
}

/** The jobs in which a command takes place: its own, or those that call its script or recipe. */
export function startedInJobs(command: RepositoryCommand): readonly RepositoryCommand[] {
  return isPipeline(command.kind) ? [command] : command.callers()
}

interface Jobs {
  readonly names: [string, ...string[]]
  readonly runs: readonly JobRun[]
}

function jobsByMachines(callers: readonly RepositoryCommand[]): readonly Jobs[] {
  const jobs = new Map<string, JobRun[]>()
  for (const { when, runs = [] } of callers) jobs.set(when, [...(jobs.get(when) ?? []), ...runs])
  const groups = new Map<string, Jobs>()
  for (const [when, runs] of jobs) {
    const machines = runnersOf(runs).map(({ label }) => label)
    if (machines.length === 0) continue
    const key = JSON.stringify(machines.toSorted())
    const same = groups.get(key)
    if (same) same.names.push(when)
    else groups.set(key, { names: [when], runs })
  }
  return [...groups.values()]
}
