import { MiB } from '../../src/model/bytes.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { type Amount, footprint } from '../../src/model/footprint.ts'
import type { Workload } from '../../src/model/workload.ts'
import { limitsHeavyTests, readThreads, type Threads } from './view/threads.ts'

/** What nextest makes of one `.config/nextest.toml`. */
export interface NextestWorkspace {
  readonly folder: string
  readonly threads: Threads
  /** Whether somebody has told nextest which tests are heavy. */
  readonly limitsHeavyTests: boolean
  readonly run: Workload
}

const CONFIG = /(^|\/)\.config\/nextest\.toml$/

const nextest: Ecosystem<NextestWorkspace> = {
  id: 'nextest',
  title: 'nextest',
  url: 'https://nexte.st/docs/configuration/',
  owns: [{ path: CONFIG, format: 'toml' }],
  *read(sources) {
    for (const path of sources.matching(CONFIG)) {
      const document = sources.document(path)
      if (!document) continue
      const folder = path.replace(CONFIG, '')
      const threads = readThreads(document)
      yield { folder, threads, limitsHeavyTests: limitsHeavyTests(document), run: runOf(folder, threads) }
    }
  },
  *workloads({ run }) {
    yield run
  },
}

export default nextest

const TEST: Amount = {
  what: 'one test',
  bytes: 300 * MiB,
  evidence: 'guess',
  source: "memlint's default for one; lighthouse#4846 reports 300 MB for each of its",
}

function runOf(folder: string, { count }: Threads): Workload {
  return {
    id: `nextest/tests:${folder}`,
    kind: 'nextest/tests',
    folder,
    title: 'nextest tests',
    process: 'test',
    phase: 'test',
    when: 'every plain cargo nextest run',
    count,
    footprint: footprint('default', [TEST]),
    base: [],
  }
}
