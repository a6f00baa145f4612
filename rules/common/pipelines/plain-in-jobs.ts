import type { Sources } from '../../../src/model/ecosystem.ts'
import type { NumberInJob, Workload } from '../../../src/model/workload.ts'
import { type Runner, startsPlainly } from '../commands/test-runners.ts'
import { commandsIn } from '../commands.ts'
import { inJobsOf, startedInJobs } from './in-jobs.ts'

/** What a configuration says of a test runner, and how another number is written there. */
export interface PlainRun extends Pick<NumberInJob, 'fix'> {
  readonly workload: Workload
  /** `maxWorkers: 8` */
  readonly written: string
  /** Whether a number in the command wins over it. */
  readonly commandWins: boolean
}

/** What jobs start by the configuration of a folder alone. */
export function plainInJobs(
  runs: readonly PlainRun[],
  runner: Runner,
  sources: Sources,
): readonly Workload[] {
  if (runs.length === 0) return []
  const [tool = ''] = runner.kind.split('/')
  const commands = commandsIn(sources, new RegExp(`\\b${tool}\\b`)).filter(command =>
    startsPlainly(runner, command),
  )
  return runs.flatMap(({ workload, written, commandWins, fix }) => {
    const callers = commands.filter(({ runsIn }) => runsIn === workload.folder).flatMap(startedInJobs)
    const apart = (fits: number) => `For the job alone: ${tool} --maxWorkers=${fits}`
    return inJobsOf(workload, callers, {
      words: `${tool} with ${written}`,
      fix,
      ...(commandWins && { apart }),
    })
  })
}
