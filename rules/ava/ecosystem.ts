import type { Ecosystem, Sources } from '../../src/model/ecosystem.ts'
import { cappedFolders } from '../common/capped-folders.ts'
import { versionIn } from '../common/npm/versions.ts'
import type { WorkerFlag } from '../common/worker-flags.ts'
import { AVA, avaCommands, flagsIn, SAID } from './view/commands.ts'
import { CONFIG_FILES, configIn, configuredFolders } from './view/config-files.ts'
import { WORKERS } from './view/footprint.ts'
import { commandRun, plainRuns, type Run } from './view/runs.ts'

/** What ava starts in a folder. */
export interface AvaFolder {
  /** What its configuration says, unless every script of the folder says something else. */
  readonly plain: readonly Run[]
  readonly byCommands: readonly Run[]
}

const ava: Ecosystem<AvaFolder> = {
  id: 'ava',
  title: 'AVA',
  url: 'https://github.com/avajs/ava',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources) {
    const commands = avaCommands(sources)
    const flags = flagsIn(commands)
    const capped = cappedFolders(commands, AVA, SAID)
    const folders = new Set([...configuredFolders(sources), ...flags.map(({ command }) => command.folder)])
    for (const folder of folders) yield viewOf(folder, flags, capped.has(folder), sources)
  },
  *workloads({ plain, byCommands }) {
    for (const { workload, inJobs = [] } of [...plain, ...byCommands]) yield* [workload, ...inJobs]
  },
}

export default ava

function viewOf(
  folder: string,
  flags: readonly WorkerFlag[],
  isCapped: boolean,
  sources: Sources,
): AvaFolder {
  const major = versionIn(sources, folder, 'ava')?.major
  // Older ones have processes only, and nobody looked at what they take.
  if (major !== undefined && major < 4) return { plain: [], byCommands: [] }
  const config = configIn(folder, sources, major)
  return {
    plain: config && !isCapped ? plainRuns(folder, config) : [],
    byCommands: flags
      .filter(({ command }) => command.folder === folder)
      .map(flag => commandRun(folder, config, flag)),
  }
}
