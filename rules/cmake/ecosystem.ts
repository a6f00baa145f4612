import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { buildsByFolder, type UnboundedBuilds } from '../common/unbounded-jobs.ts'
import { variableFiles } from '../common/variables.ts'
import { buildCommands, MENTIONS } from './view/build-commands.ts'

/** cmake where it starts the build that it has configured. */
const cmake: Ecosystem<UnboundedBuilds> = {
  id: 'cmake',
  title: 'CMake',
  url: 'https://cmake.org/cmake/help/latest/manual/cmake.1.html#build-a-project',
  owns: variableFiles(new RegExp(`${MENTIONS.source}|CMAKE_GENERATOR`)),
  *read(sources) {
    yield* buildsByFolder(buildCommands(sources), 'cmake')
  },
  *workloads({ run }) {
    yield run
  },
}

export default cmake
