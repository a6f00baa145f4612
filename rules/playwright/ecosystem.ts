import { branchesAt } from '../../src/model/choice.ts'
import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { folderOf } from '../common/paths.ts'
import type { FlaggedRun } from '../common/worker-flags.ts'
import { cappedByScripts, flagsIn, playwrightCommands } from './view/commands.ts'
import { CONFIG_FILES, configFiles, isMain } from './view/config-files.ts'
import { WORKERS } from './view/footprint.ts'
import { limitsItsProjects, projectsAreRead } from './view/projects.ts'
import { type Run, runOf, runsOf } from './view/runs.ts'

/** What Playwright makes of one configuration, or of the command lines that start its tests. */
export interface PlaywrightTests {
  /** Of the configuration. */
  readonly runs: readonly Run[]
  /** Commands that say how many workers they want, and what they start. */
  readonly flagged: readonly FlaggedRun[]
  /** Whether every script that starts it here says how many workers it wants. */
  readonly cappedByScripts: boolean
  /** Whether a run is ended after some time. */
  readonly timed: boolean
}

const playwright: Ecosystem<PlaywrightTests> = {
  id: 'playwright',
  title: 'Playwright',
  url: 'https://playwright.dev/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources) {
    const commands = playwrightCommands(sources)
    const capped = cappedByScripts(commands)
    const configs = configFiles(sources)
    for (const document of configs)
      yield {
        runs: runsOf(document, projectsAreRead(sources, document)),
        flagged: [],
        cappedByScripts: isMain(document.path) && capped.has(folderOf(document.path)),
        timed: isTimed(document),
      }
    // Which configuration a command reads, it need not say.
    const flagged = configs.some(config => limitsItsProjects(config, projectsAreRead(sources, config)))
      ? []
      : flagsIn(commands).map(runOf)
    yield { runs: [], flagged, cappedByScripts: false, timed: configs.some(isTimed) }
  },
  *workloads({ runs, flagged }) {
    for (const { workload } of [...runs, ...flagged]) yield workload
    for (const { inJobs } of flagged) yield* inJobs
  },
}

export default playwright

function isTimed(document: Document): boolean {
  if (document.get(['globalTimeout']) === undefined) return false
  return branchesAt(document, ['globalTimeout']).some(({ value }) => value !== undefined && value !== 0)
}
