import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { type PackageVersion, versionIn } from '../common/npm/versions.ts'
import { folderOf } from '../common/paths.ts'
import { CONFIG_FILES, configFiles } from './view/config-files.ts'
import { WORKERS } from './view/footprint.ts'
import { type Minimizer, minimizersOf } from './view/minimizers.ts'
import { minimizerWorkload } from './view/workloads.ts'

/** What webpack makes of one configuration file. */
export interface WebpackConfig {
  readonly minimizers: readonly Started<Minimizer>[]
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
    for (const document of configFiles(sources)) {
      const folder = folderOf(document.path)
      yield {
        minimizers: minimizersOf(document)
          .map(setting => ({
            setting,
            version: versionIn(sources, folder, setting.plugin),
            workload: minimizerWorkload(setting),
          }))
          // In its first version the plugin of terser started workers only where that was asked for.
          .filter(
            ({ setting, version }) =>
              setting.set.value !== undefined || (version !== undefined && version.major > 1),
          ),
      }
    }
  },
  *workloads({ minimizers }) {
    for (const { workload } of minimizers) yield workload
  },
}

export default webpack
