import type { CountDoubts } from '../../common/fixed-count.ts'
import type { JestConfig } from '../ecosystem.ts'

/** What another number of workers may change. */
export function doubtsOf({ document, root }: Pick<JestConfig, 'document' | 'root'>): CountDoubts {
  const isRecycled = document?.get([...root, 'workerIdleMemoryLimit']) !== undefined
  return { none: NONE, ...(!isRecycled && { any: KEEPS }) }
}

const NONE = {
  title: 'import less in each test, or use a machine with more memory',
  why: 'what a worker takes is what its tests import and leave behind',
}

const KEEPS =
  'a worker keeps what its test files leave behind, and with fewer workers each of them runs more files; workerIdleMemoryLimit bounds that'
