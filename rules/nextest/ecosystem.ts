import { MiB } from '../../src/model/bytes.ts'
import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { type Amount, footprint } from '../../src/model/footprint.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Count, Workload } from '../../src/model/workload.ts'
import { filesThatSay, isSaidInPipelines, type Said, saidIn, withJobs } from '../common/cargo/said.ts'
import { isPipeline } from '../common/machines.ts'
import { foldersAbove } from '../common/paths.ts'
import { type SaidRun, saidRun } from './view/said-run.ts'
import { THREADS } from './view/said-threads.ts'
import { limitsHeavyTests, readThreads, type Threads } from './view/threads.ts'

/** What nextest makes of one `.config/nextest.toml`, or of commands that have none. */
export interface NextestWorkspace {
  readonly folder: string
  /** Of the configuration's plain run. */
  readonly plain?: { readonly threads: Threads; readonly run: Workload }
  /** Whether somebody has told nextest which tests are heavy. */
  readonly limitsHeavyTests: boolean
  /** What commands and variables start instead. */
  readonly said: readonly SaidRun[]
}

const CONFIG = /(^|\/)\.config\/nextest\.toml$/

const nextest: Ecosystem<NextestWorkspace> = {
  id: 'nextest',
  title: 'nextest',
  url: 'https://nexte.st/docs/configuration/',
  owns: [{ path: CONFIG, format: 'toml' }, ...filesThatSay(THREADS)],
  *read(sources) {
    const configs = new Map(
      sources.matching(CONFIG).flatMap(path => {
        const document = sources.document(path)
        return document ? [[path.replace(CONFIG, ''), document] as const] : []
      }),
    )
    const said = byFolder(saidIn(sources, THREADS), configs)
    const isAlwaysSaid =
      [...said.values()].flat().some(({ kind }) => isPipeline(kind)) && isSaidInPipelines(sources, THREADS)
    for (const [folder, document] of configs)
      yield configured(folder, document, said.get(folder) ?? [], isAlwaysSaid)
    for (const [folder, alone] of said) if (!configs.has(folder)) yield unconfigured(folder, alone)
  },
  *workloads({ plain, said }) {
    if (plain) yield plain.run
    yield* new Map(said.flatMap(withJobs).map(workload => [workload.id, workload])).values()
  },
}

export default nextest

/** Each belongs to the nearest configuration, or to the folder in which it runs. */
function byFolder(
  all: readonly Said[],
  configs: ReadonlyMap<string, Document>,
): ReadonlyMap<string, readonly Said[]> {
  const folders = new Map<string, Said[]>()
  for (const said of all) {
    if (said.works === undefined) continue
    const home = [said.works, ...foldersAbove(said.works)].find(each => configs.has(each)) ?? said.works
    folders.set(home, [...(folders.get(home) ?? []), said])
  }
  return folders
}

function configured(
  folder: string,
  document: Document,
  said: readonly Said[],
  isAlwaysSaid: boolean,
): NextestWorkspace {
  const threads = readThreads(document)
  const usual = runOf(folder, threads.count)
  return {
    folder,
    plain: { threads, run: isAlwaysSaid ? { ...usual, only: 'outside-ci' } : usual },
    limitsHeavyTests: limitsHeavyTests(document),
    said: said.map(one => saidRun(one, usual, threads.each)),
  }
}

function unconfigured(folder: string, said: readonly Said[]): NextestWorkspace {
  return {
    folder,
    limitsHeavyTests: false,
    said: said.map(one => saidRun(one, runOf(folder, { ...one.fixed.set, value: one.count }), 1)),
  }
}

const TEST: Amount = {
  what: 'one test',
  bytes: 300 * MiB,
  evidence: 'guess',
  source: "memlint's default for one; lighthouse#4846 reports 300 MB for each of its",
}

function runOf(folder: string, count: Setting<Count>): Workload {
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
