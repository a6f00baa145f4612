import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { buildsByFolder, type UnboundedBuilds } from '../common/unbounded-jobs.ts'
import { variableFiles } from '../common/variables.ts'
import { buildCommands, MENTIONS } from './view/build-commands.ts'
import { LEVEL, presetBuilds } from './view/preset-builds.ts'
import { PRESETS } from './view/presets.ts'

/** cmake where it starts the build that it has configured. */
const cmake: Ecosystem<UnboundedBuilds> = {
  id: 'cmake',
  title: 'CMake',
  url: 'https://cmake.org/cmake/help/latest/manual/cmake.1.html#build-a-project',
  owns: [
    ...variableFiles(new RegExp(`${MENTIONS.source}|CMAKE_GENERATOR|${LEVEL.source}`)),
    { path: PRESETS, format: 'jsonc', mentions: /"buildPresets"/ },
  ],
  *read(sources) {
    yield* buildsByFolder([...buildCommands(sources), ...presetBuilds(sources)], 'cmake')
  },
  *workloads({ run }) {
    yield run
  },
}

export default cmake
