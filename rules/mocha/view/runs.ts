import type { ShellWord } from '../../../src/model/shell.ts'
import type { Side, Workload } from '../../../src/model/workload.ts'
import { replacePiece } from '../../common/commands/pieces.ts'
import { isPipeline } from '../../common/machines.ts'
import { onBothSides } from '../../common/sides.ts'
import { flaggedRun, type WorkerFlag } from '../../common/worker-flags.ts'
import type { MochaCommand } from './commands.ts'
import type { ConfigFile } from './config-files.ts'
import { MAIN_PROCESS, workerIn } from './footprint.ts'
import { BY_DEFAULT, DEFAULT, isParallel, type Jobs, jobsOf, unsetJobs } from './jobs.ts'

/** What mocha starts in a folder. */
export interface Run {
  readonly jobs: Omit<Jobs, 'count'>
  readonly workload: Workload
  /** The same in the jobs that call the script. */
  readonly inJobs?: readonly Workload[]
}

/** A folder of the repository, and what mocha reads there. */
export interface Folder {
  readonly folder: string
  readonly config: readonly ConfigFile[]
}

/** By the configuration alone: one run, or one in CI and one elsewhere where they differ. */
export function plainRuns({ folder, config }: Folder): readonly Run[] {
  const jobsOn = (side: Side) =>
    isParallel(config, side) === true ? jobsOf(config, side, unsetJobs(config, side)) : undefined
  return onBothSides(jobsOn).map(({ only, ...jobs }) => ({
    jobs,
    workload: onlyOn(only, workloadOf(folder, config, jobs)),
  }))
}

/** By a command, where it says more than the configuration does. */
export function commandRuns(folder: Folder, command: MochaCommand): readonly Run[] {
  const side = isPipeline(command.kind) ? 'ci' : undefined
  const isConfigured = isParallel(folder.config, side ?? 'local')
  const parallel = command.parallel?.value ?? isConfigured
  if (parallel !== true || command.jobs === 'unknown') return []
  const run = command.jobs
    ? flagged(folder, command.jobs)
    : isConfigured !== true && withoutFlag(folder, command, side ?? 'local')
  return run ? [{ ...run, workload: onlyOn(side, run.workload) }] : []
}

function flagged({ folder, config }: Folder, flag: WorkerFlag): Run | undefined {
  if (Number(flag.value) < 2) return undefined
  const usual = workloadOf(folder, config, { count: { ...flag.written, value: DEFAULT } })
  const { count, ...started } = flaggedRun(flag, usual)
  return { jobs: { ...count, asked: flag.written, written: flag.words }, ...started }
}

/** `--parallel` alone: as many jobs as the configuration says, or as mocha chooses. */
function withoutFlag({ folder, config }: Folder, command: MochaCommand, side: Side): Run | undefined {
  const { parallel, when } = command
  const jobs = jobsOf(config, side, parallel && unsetFlag(command, parallel.word))
  if (!jobs) return undefined
  const usual = workloadOf(folder, config, jobs)
  return {
    jobs,
    workload: { ...usual, id: `${usual.id} ${when}`, title: `${usual.title} (${when})`, when },
  }
}

/** A number behind `--parallel`. */
function unsetFlag({ pieceAt }: MochaCommand, { text, start, end }: ShellWord): Jobs {
  const set = pieceAt({ start, end })
  const words = (fits: number) => replacePiece(set, `${text} --jobs ${fits}`)
  return { set, asked: set, key: '--jobs', words, count: { ...set, value: DEFAULT }, written: BY_DEFAULT }
}

function onlyOn(only: Side | undefined, workload: Workload): Workload {
  return only ? { ...workload, id: `${workload.id} ${only}`, only } : workload
}

function workloadOf(folder: string, config: readonly ConfigFile[], { count }: Pick<Jobs, 'count'>): Workload {
  const required = config.map(({ document, root }) => document.get([...root, 'require'])).find(Boolean)
  return {
    id: `mocha/workers:${folder}`,
    kind: 'mocha/workers',
    folder,
    title: 'mocha workers',
    process: 'worker',
    phase: 'test',
    when: 'every plain mocha',
    count,
    footprint: workerIn(required),
    base: [MAIN_PROCESS],
  }
}
