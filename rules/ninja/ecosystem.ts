import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { commandFiles } from '../common/commands.ts'
import { buildsByFolder, type UnboundedBuilds } from '../common/unbounded-jobs.ts'
import { MENTIONS, ninjaCommands } from './view/commands.ts'

/** ninja, which starts two more than there are cpus unless it is told otherwise. */
const ninja: Ecosystem<UnboundedBuilds> = {
  id: 'ninja',
  title: 'Ninja',
  url: 'https://ninja-build.org/manual.html',
  owns: commandFiles(MENTIONS),
  *read(sources) {
    yield* buildsByFolder(ninjaCommands(sources), 'ninja')
  },
  *workloads({ run }) {
    yield run
  },
}

export default ninja
