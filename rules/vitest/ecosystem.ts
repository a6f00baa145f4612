import type { Document } from '../../src/model/document.ts'
import type { Ecosystem, EcosystemOptions, Sources } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { type PackageVersion, versionIn } from '../common/npm/versions.ts'
import type { PartOfMemory } from '../common/part-of-memory.ts'
import { folderOf } from '../common/paths.ts'
import { isStarted } from '../common/pipelines/in-job.ts'
import { type FlaggedRun, flaggedRun } from '../common/worker-flags.ts'
import { commandLine } from './view/commands.ts'
import { CONFIG_FILES, configFiles, isMain, mayBeProject } from './view/config-files.ts'
import { configuredInJobs } from './view/configured-in-jobs.ts'
import { type DeadOptions, deadOptions } from './view/dead-options.ts'
import { WORKERS } from './view/footprint.ts'
import { memoryParts } from './view/memory-limits.ts'
import { type Run, runsOf } from './view/runs.ts'
import { runsInBrowser, testTables } from './view/test-tables.ts'
import { fixFlag } from './view/workers-fix.ts'
import { type WrongPool, wrongPools } from './view/wrong-pool.ts'

/** What vitest makes of one configuration file. */
export interface VitestConfig {
  readonly document: Document
  /** The table of its own test options. */
  readonly test: readonly (string | number)[]
  readonly version: PackageVersion | undefined
  /** Whether another configuration may run it as one of its projects. */
  readonly mayBeProject: boolean
  readonly dead: readonly DeadOptions[]
  readonly wrongPools: readonly WrongPool[]
  readonly runs: readonly Run[]
  /** What each worker may keep, where that is a part of the memory. */
  readonly memoryParts: readonly PartOfMemory[]
  /** Scripts that say how many workers they want, and what they start. */
  readonly flagged: readonly FlaggedRun[]
  /** Whether every script that starts vitest here says how many workers it wants. */
  readonly cappedByScripts: boolean
  /** What it starts in jobs that call the scripts, or that start it as the configuration says. */
  readonly inJobs: readonly Workload[]
}

const vitest: Ecosystem<VitestConfig> = {
  id: 'vitest',
  title: 'Vitest',
  url: 'https://vitest.dev/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources, { footprints }) {
    for (const path of configFiles(sources)) {
      const document = sources.document(path)
      if (document) yield* viewsOf(document, sources, footprints)
    }
  },
  *workloads({ runs, flagged, inJobs }) {
    for (const { workload } of [...runs, ...flagged]) yield workload
    yield* inJobs
  },
}

export default vitest

function* viewsOf(
  document: Document,
  sources: Sources,
  footprints: EcosystemOptions['footprints'],
): Generator<VitestConfig> {
  const tests = testTables(document)
  const [test] = tests
  if (!test) return
  const folder = folderOf(document.path)
  const version = versionIn(sources, folder, 'vitest')
  const commands = commandLine(sources)
  const known = tests.length === 1 && !runsInBrowser(document, test)
  const runs = known ? runsOf(document, test, version?.major) : []
  const [usual] = runs
  const commandWins = runs.every(({ workers }) => workers.commandWins)
  const keeps = runs.some(({ workers }) => workers.keeps)
  const flagged = commands.flags
    .filter(({ command }) => commandWins && command.folder === folder && isMain(document.path))
    .flatMap(flag =>
      usual
        ? flaggedRun(flag, usual.workload, (count, ...sized) =>
            fixFlag(keeps, count, version?.major, ...sized),
          )
        : [],
    )
  yield {
    document,
    test,
    version,
    mayBeProject: mayBeProject(sources, document.path),
    dead: deadOptions(document, tests, version?.major),
    wrongPools: known && !commands.choosesPool ? wrongPools(document, test, version?.major) : [],
    runs,
    memoryParts: known && !commands.choosesPool ? memoryParts(document, test, version?.major) : [],
    flagged: flagged.filter(({ flag }) => isStarted(flag.command)),
    cappedByScripts: commandWins && commands.capped.has(folder),
    inJobs: [
      ...flagged.flatMap(run => run.inJobs),
      ...configuredInJobs(document, runs, version?.major, sources, footprints),
    ],
  }
}
