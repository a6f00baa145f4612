import type { Footprint } from '../../../src/model/footprint.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { Count, Side, Workload } from '../../../src/model/workload.ts'
import { folderOf } from '../../common/paths.ts'
import { LOADER, MINIMIZER, WEBPACK } from './footprint.ts'
import type { Minimizer } from './minimizers.ts'
import type { ThreadLoader } from './thread-loaders.ts'

export function minimizerWorkload(minimizer: Minimizer): Workload {
  return workload('webpack/minimizers', minimizer.plugin, minimizer, MINIMIZER)
}

export function loaderWorkload(loader: ThreadLoader): Workload {
  const name = loader.set.value === undefined ? 'thread-loader' : `thread-loader ${loader.written}`
  return workload('webpack/loaders', name, loader, LOADER)
}

interface Counted {
  readonly count: Setting<Count>
  readonly only?: Side
}

function workload(kind: string, name: string, { count, only }: Counted, footprint: Footprint): Workload {
  const { path } = count.document
  return {
    id: [kind, path, name, only].filter(Boolean).join(' '),
    kind,
    folder: folderOf(path),
    title: `${name} of ${path}`,
    process: 'worker',
    phase: 'build',
    when: `every webpack with ${path}`,
    count,
    footprint,
    base: [WEBPACK],
    ...(only && { only }),
  }
}
