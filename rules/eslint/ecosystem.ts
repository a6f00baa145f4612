import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { type PackageVersion, versionIn } from '../common/npm/versions.ts'
import type { WorkerFlag } from '../common/worker-flags.ts'
import { concurrentRuns } from './view/commands.ts'
import { WORKERS } from './view/footprint.ts'
import { CONFIG_FILES, typedConfigOf } from './view/typed-config.ts'
import { WORKERS_KIND, workloadOf } from './view/workload.ts'

/** A command that lints with types in several workers. */
export interface TypedRun {
  readonly flag: WorkerFlag
  readonly config: Document
  /** Undefined where nothing says it. */
  readonly version: PackageVersion | undefined
  readonly workload: Workload
}

const eslint: Ecosystem<TypedRun> = {
  id: 'eslint',
  title: 'ESLint',
  url: 'https://eslint.org/',
  owns: CONFIG_FILES,
  tables: [WORKERS],
  *read(sources, { footprints = [] }) {
    for (const flag of concurrentRuns(sources)) {
      if (mayHaveFewFiles(flag) && !footprints.includes(WORKERS_KIND)) continue
      const config = typedConfigOf(flag.command, sources)
      const version = versionIn(sources, flag.command.folder, 'eslint')
      if (config && !isRefused(version)) yield { flag, config, version, workload: workloadOf(flag) }
    }
  },
  *workloads({ workload }) {
    yield workload
  },
}

export default eslint

/** `auto` starts no more workers than the number of files asks for, and a package of many has few. */
function mayHaveFewFiles({ value, command }: WorkerFlag): boolean {
  return value === 'auto' && command.folder !== ''
}

/** Before 9.34 there is no such option, and eslint does not start with it. */
function isRefused(version: PackageVersion | undefined): boolean {
  if (!version) return false
  return version.major < 9 || (version.major === 9 && version.minor < 34)
}
