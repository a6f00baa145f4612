import type { Workload } from '../../../src/model/workload.ts'
import { folderOf } from '../../common/paths.ts'
import { MINIMIZER, WEBPACK } from './footprint.ts'
import type { Minimizer } from './minimizers.ts'

export function minimizerWorkload({ plugin, count, only }: Minimizer): Workload {
  const { path } = count.document
  return {
    id: ['webpack/minimizers', path, plugin, only].filter(Boolean).join(' '),
    kind: 'webpack/minimizers',
    folder: folderOf(path),
    title: `${plugin} of ${path}`,
    process: 'worker',
    phase: 'build',
    when: `every webpack with ${path}`,
    count,
    footprint: MINIMIZER,
    base: [WEBPACK],
    ...(only && { only }),
  }
}
