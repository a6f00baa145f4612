import type { Ecosystem, Sources } from '../../src/model/ecosystem.ts'
import { cappedFolders } from '../common/capped-folders.ts'
import { versionIn } from '../common/npm/versions.ts'
import { MOCHA, type MochaCommand, mochaCommands } from './view/commands.ts'
import { CONFIG_FILES, configIn, configuredFolders } from './view/config-files.ts'
import { WORKERS } from './view/footprint.ts'
import { commandRuns, plainRuns, type Run } from './view/runs.ts'

/** What mocha starts in a folder. */
export interface MochaFolder {
  /** What its configuration says, unless every script of the folder says something else. */
  readonly plain: readonly Run[]
  readonly byCommands: readonly Run[]
}

const mocha: Ecosystem<MochaFolder> = {
  id: 'mocha',
  title: 'Mocha',
  url: 'https://mochajs.org/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources) {
    const commands = mochaCommands(sources)
    const capped = cappedFolders(commands, MOCHA, /^(--(jobs|no-parallel)(=|$)|-j)/)
    const folders = new Set([...configuredFolders(sources), ...commands.map(({ folder }) => folder)])
    for (const folder of folders) yield viewOf(folder, commands, capped.has(folder), sources)
  },
  *workloads({ plain, byCommands }) {
    for (const { workload, inJobs = [] } of [...plain, ...byCommands]) yield* [workload, ...inJobs]
  },
}

export default mocha

function viewOf(
  folder: string,
  commands: readonly MochaCommand[],
  isCapped: boolean,
  sources: Sources,
): MochaFolder {
  const major = versionIn(sources, folder, 'mocha')?.major
  const config = configIn(folder, sources, major)
  // Before mocha 8 all files run in turn.
  if (major !== undefined && major < 8) return { plain: [], byCommands: [] }
  return {
    plain: isCapped ? [] : plainRuns({ folder, config }),
    byCommands: commands
      .filter(command => command.folder === folder)
      .flatMap(command => commandRuns({ folder, config }, command)),
  }
}
