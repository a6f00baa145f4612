import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Place } from '../../src/model/value.ts'
import type { Workload } from '../../src/model/workload.ts'
import type { RepositoryCommand } from '../common/commands.ts'
import { fixCount } from '../common/fixed-count.ts'
import { folderOf } from '../common/paths.ts'
import { isStarted } from '../common/pipelines/in-job.ts'
import { type FlaggedRun, flaggedRun, type WorkerFlag } from '../common/worker-flags.ts'
import { cappedByScripts, flagsIn, jestCommands } from './view/commands.ts'
import { CONFIG_FILES, type ConfigFile, configFiles, isMain } from './view/config-files.ts'
import { configuredInJobs } from './view/configured-in-jobs.ts'
import { type DeadOption, deadInProjects } from './view/dead-options.ts'
import { doubtsOf } from './view/doubts.ts'
import { WORKERS } from './view/footprint.ts'
import { type IdleLimit, idleLimits } from './view/idle-limits.ts'
import { type Run, runsOf } from './view/runs.ts'
import { percentOf } from './view/workers.ts'

/** What jest makes of one configuration, or of the command lines that start it. */
export interface JestConfig {
  /** Undefined for the command lines, which belong to no configuration. */
  readonly document?: Document
  readonly root: Place
  readonly dead: readonly DeadOption[]
  readonly runs: readonly Run[]
  readonly limits: readonly IdleLimit[]
  /** Whether every script that starts jest here says how many workers it wants. */
  readonly cappedByScripts: boolean
  /** Scripts that say it, and what they start. */
  readonly flagged: readonly FlaggedRun[]
  /** For the command lines: every percentage. */
  readonly percents: readonly WorkerFlag[]
  /** What it starts in jobs that call the scripts, or that start it as the configuration says. */
  readonly inJobs: readonly Workload[]
}

const jest: Ecosystem<JestConfig> = {
  id: 'jest',
  title: 'Jest',
  url: 'https://jestjs.io/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources, { footprints }) {
    const commands = jestCommands(sources)
    const capped = cappedByScripts(commands)
    const flags = flagsIn(commands)
    for (const config of configFiles(sources)) {
      const runs = runsOf(config)
      const flagged = flaggedBeside(config, runs, flags)
      yield {
        ...config,
        dead: deadInProjects(config),
        runs,
        limits: idleLimits(config),
        cappedByScripts: capped.has(folderOf(config.document.path)),
        flagged: flagged.filter(({ flag }) => isStarted(flag.command)),
        percents: [],
        inJobs: [
          ...flagged.flatMap(run => run.inJobs),
          ...configuredInJobs(config, runs, sources, footprints),
        ],
      }
    }
    const percents = flags.filter(({ value }) => percentOf(value) !== undefined)
    if (percents.length > 0)
      yield {
        root: [],
        dead: [],
        runs: [],
        limits: [],
        cappedByScripts: false,
        flagged: [],
        percents,
        inJobs: [],
      }
  },
  *workloads({ runs, flagged, inJobs }) {
    for (const { workload } of [...runs, ...flagged]) yield workload
    yield* inJobs
  },
}

export default jest

/** Of the scripts beside a configuration that jest reads by itself. */
function flaggedBeside(
  config: ConfigFile,
  [usual]: readonly Run[],
  flags: readonly WorkerFlag[],
): FlaggedRun[] {
  const { document } = config
  if (!usual || !isMain(document.path)) return []
  return flags
    .filter(({ command, value }) => isBeside(command, document) && percentOf(value) === undefined)
    .map(flag =>
      flaggedRun(flag, usual.workload, (count, ...sized) => fixCount(count, ...sized, doubtsOf(config))),
    )
}

function isBeside({ kind, folder }: RepositoryCommand, { path }: Document): boolean {
  return kind !== 'dockerfile' && folder === folderOf(path)
}
