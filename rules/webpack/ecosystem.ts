import type { Document } from '../../src/model/document.ts'
import type { Ecosystem, Sources } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { type PackageVersion, versionIn } from '../common/npm/versions.ts'
import { folderOf } from '../common/paths.ts'
import { CONFIG_FILES, configFiles } from './view/config-files.ts'
import { WORKERS } from './view/footprint.ts'
import { type Minimizer, minimizersOf } from './view/minimizers.ts'
import { type ThreadLoader, threadLoadersOf } from './view/thread-loaders.ts'
import { loaderWorkload, minimizerWorkload } from './view/workloads.ts'

/** What webpack makes of one configuration file. */
export interface WebpackConfig {
  readonly minimizers: readonly Started<Minimizer>[]
  readonly loaders: readonly Started<ThreadLoader>[]
}

/** What a setting starts, and the version of the package that reads it. */
export interface Started<Setting> {
  readonly setting: Setting
  /** Undefined where nothing says it. */
  readonly version: PackageVersion | undefined
  readonly workload: Workload
}

const webpack: Ecosystem<WebpackConfig> = {
  id: 'webpack',
  title: 'webpack',
  url: 'https://webpack.js.org/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources) {
    for (const document of configFiles(sources)) yield viewOf(document, sources)
  },
  *workloads({ minimizers, loaders }) {
    for (const { workload } of [...minimizers, ...loaders]) yield workload
  },
}

export default webpack

function viewOf(document: Document, sources: Sources): WebpackConfig {
  const version = (name: string) => versionIn(sources, folderOf(document.path), name)
  const minimizers = minimizersOf(document).map(setting => ({
    setting,
    version: version(setting.plugin),
    workload: minimizerWorkload(setting),
  }))
  return {
    minimizers: minimizers.filter(startsWorkers),
    loaders: threadLoadersOf(document).map(setting => ({
      setting,
      version: version('thread-loader'),
      workload: loaderWorkload(setting),
    })),
  }
}

/** In its first version, the plugin of terser started workers only where that was asked for. */
function startsWorkers({ setting, version }: Started<Minimizer>): boolean {
  return setting.set.value !== undefined || (version !== undefined && version.major > 1)
}
