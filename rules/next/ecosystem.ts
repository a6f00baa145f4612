import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { manifestsAndLocks } from '../common/npm/locks.ts'
import { type PackageVersion, versionIn } from '../common/npm/versions.ts'
import { folderOf } from '../common/paths.ts'
import { BUILD, STATIC_WORKER, WORKERS } from './view/footprint.ts'
import { type Workers, workersOf } from './view/workers.ts'

/** What `next build` starts in one folder, in CI or elsewhere. */
export interface NextBuild {
  readonly workers: Workers
  /** Undefined where nothing says it. */
  readonly version: PackageVersion | undefined
  readonly workload: Workload
}

const CONFIG = /(^|\/)next\.config\.([cm]?js|m?ts)$/
const MENTIONS = /\b(cpus|memoryBasedWorkersCount)\s{0,9}:/

const next: Ecosystem<NextBuild> = {
  id: 'next',
  title: 'Next.js',
  url: 'https://nextjs.org/',
  owns: [{ path: CONFIG, format: 'javascript', mentions: MENTIONS }, ...manifestsAndLocks(/"next"/)],
  tables: [WORKERS],
  *read(sources) {
    for (const path of sources.matching(CONFIG)) {
      const document = MENTIONS.test(sources.text(path) ?? '') ? sources.document(path) : undefined
      const version = versionIn(sources, folderOf(path), 'next')
      for (const workers of document ? workersOf(document) : [])
        yield { workers, version, workload: workloadOf(workers, path) }
    }
  },
  *workloads({ workload }) {
    yield workload
  },
}

export default next

function workloadOf({ count, only }: Workers, path: string): Workload {
  const folder = folderOf(path)
  return {
    id: [`next/workers:${folder}`, path, only].filter(Boolean).join(' '),
    kind: 'next/workers',
    folder,
    title: 'next build workers',
    process: 'worker',
    phase: 'build',
    when: 'every next build',
    count,
    footprint: STATIC_WORKER,
    base: [BUILD],
    ...(only && { only }),
  }
}
