import type { Sources } from '../../../src/model/ecosystem.ts'
import type { Fix } from '../../../src/model/fix.ts'
import type { Sizing } from '../../../src/model/rule.ts'
import type { NumberInJob, Workload } from '../../../src/model/workload.ts'
import { type Runner, startsPlainly } from '../commands/test-runners.ts'
import { commandsIn } from '../commands.ts'
import { PLAIN_DOUBTS } from '../fixed-count.ts'
import { inJobsOf, startedInJobs } from './in-jobs.ts'

/** What a configuration says of a test runner, and how another number is written there. */
export interface PlainRun extends Pick<NumberInJob, 'fix'> {
  readonly workload: Workload
  /** `maxWorkers: 8` */
  readonly written: string
  /** Whether anybody wrote it. */
  readonly isSet: boolean
  /** Whether a number in the command wins over it. */
  readonly commandWins: boolean
}

/** What jobs start by the configuration of a folder alone; a number that nobody wrote only where `footprints` has it. */
export function plainInJobs(
  runs: readonly PlainRun[],
  runner: Runner,
  sources: Sources,
  footprints: readonly string[] = [],
): readonly Workload[] {
  const wanted = runs.filter(({ isSet }) => isSet || footprints.includes(runner.kind))
  if (wanted.length === 0) return []
  const [tool = ''] = runner.kind.split('/')
  const commands = commandsIn(sources, new RegExp(`\\b${tool}\\b`)).filter(command =>
    startsPlainly(runner, command),
  )
  return wanted.flatMap(run => {
    const callers = commands.filter(({ runsIn }) => runsIn === run.workload.folder).flatMap(startedInJobs)
    return inJobsOf(run.workload, callers, numberOf(run, tool))
  })
}

function numberOf({ written, isSet, commandWins, fix }: PlainRun, tool: string): NumberInJob {
  const apart = (fits: number) => `For the job alone: ${tool} --maxWorkers=${fits}`
  return isSet
    ? { words: `${tool} with ${written}`, fix, ...(commandWins && { apart }) }
    : { words: `${tool} by default`, byDefault: true, fix: sizing => inCommand(sizing, tool) }
}

/** In a configuration that says nothing it would hold on every machine. */
function inCommand({ advice }: Sizing, tool: string): Fix {
  const safety = 'manual'
  if ('unknown' in advice) return { title: PLAIN_DOUBTS.none.title, safety, why: advice.unknown }
  const title = `give the job a number: ${tool} --maxWorkers=${advice.value}`
  return { title, safety, why: 'in the configuration it would hold on every machine' }
}
