import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Place } from '../../src/model/value.ts'
import type { RepositoryCommand } from '../common/commands.ts'
import { fixCount } from '../common/fixed-count.ts'
import { folderOf } from '../common/paths.ts'
import { isStarted } from '../common/pipelines/in-job.ts'
import { type FlaggedRun, flaggedRun, type WorkerFlag } from '../common/worker-flags.ts'
import { cappedByScripts, flagsIn, jestCommands } from './view/commands.ts'
import { CONFIG_FILES, type ConfigFile, configFiles, isMain } from './view/config-files.ts'
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
}

const jest: Ecosystem<JestConfig> = {
  id: 'jest',
  title: 'Jest',
  url: 'https://jestjs.io/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources) {
    const commands = jestCommands(sources)
    const capped = cappedByScripts(commands)
    const flags = flagsIn(commands)
    for (const config of configFiles(sources)) {
      const runs = runsOf(config)
      yield {
        ...config,
        dead: deadInProjects(config),
        runs,
        limits: idleLimits(config),
        cappedByScripts: capped.has(folderOf(config.document.path)),
        flagged: flaggedBeside(config, runs, flags),
        percents: [],
      }
    }
    const percents = flags.filter(({ value }) => percentOf(value) !== undefined)
    if (percents.length > 0)
      yield { root: [], dead: [], runs: [], limits: [], cappedByScripts: false, flagged: [], percents }
  },
  *workloads({ runs, flagged }) {
    for (const { workload } of [...runs, ...flagged]) yield workload
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
  return isStarted({ kind }) && folder === folderOf(path)
}
