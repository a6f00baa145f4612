import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Place } from '../../src/model/value.ts'
import { folderOf } from '../common/paths.ts'
import { cappedByScripts, jestCommands, percentsIn, type WrittenPercent } from './view/commands.ts'
import { CONFIG_FILES, configFiles } from './view/config-files.ts'
import { type DeadOption, deadInProjects } from './view/dead-options.ts'
import { WORKERS } from './view/footprint.ts'
import { type Run, runsOf } from './view/runs.ts'

/** What jest makes of one configuration, or of the command lines that start it. */
export interface JestConfig {
  /** Undefined for the command lines, which belong to no configuration. */
  readonly document?: Document
  readonly root: Place
  readonly dead: readonly DeadOption[]
  readonly runs: readonly Run[]
  /** Whether every script that starts jest here says how many workers it wants. */
  readonly cappedByScripts: boolean
  readonly percents: readonly WrittenPercent[]
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
    for (const config of configFiles(sources))
      yield {
        ...config,
        dead: deadInProjects(config),
        runs: runsOf(config),
        cappedByScripts: capped.has(folderOf(config.document.path)),
        percents: [],
      }
    const percents = percentsIn(commands)
    if (percents.length > 0) yield { root: [], dead: [], runs: [], cappedByScripts: false, percents }
  },
  *workloads({ runs }) {
    for (const { workload } of runs) yield workload
  },
}

export default jest
