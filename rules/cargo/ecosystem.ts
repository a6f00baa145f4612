import type { Ecosystem, Sources } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { filesThatSay, withJobs } from '../common/cargo/said.ts'
import { workflowsThatMention } from '../common/github-workflows.ts'
import type { RepositoryVariable } from '../common/variables.ts'
import { CONFIG, type Config, type ConfigHome, readConfig } from './view/config.ts'
import { type DoctestRun, doctestRun } from './view/doctest-run.ts'
import { TOP_SOURCE } from './view/doctests.ts'
import { CRATES, compilerMemory } from './view/footprint.ts'
import { type Jobs, readJobs } from './view/jobs.ts'
import { type GnuLd, gnuLd } from './view/linker.ts'
import { MANIFEST } from './view/manifests.ts'
import { type Profiles, readProfiles } from './view/profiles.ts'
import { JOBS } from './view/said-jobs.ts'
import { readSayings, type SaidRuns, saidRuns } from './view/said-runs.ts'
import { THREADS_OF_TESTS } from './view/said-threads.ts'
import { LOCK, lockedPackages, TEST_TARGET, type TestPrograms, testPrograms } from './view/targets.ts'
import { TOOLCHAIN, type Toolchain, toolchainOf } from './view/toolchain.ts'
import { ASKS_IN_SCRIPT, asksForIncremental, CALLS_CARGO, type CiBuild, ciBuilds } from './view/workflows.ts'
import { findWorkspaces, type Workspace } from './view/workspaces.ts'

/** What cargo makes of one workspace, or of one package that is its own root. */
export interface CargoWorkspace extends Workspace {
  readonly folder: string
  readonly config: Config
  /** Examples of libraries that are linked one by one, where they are many. */
  readonly doctestRun: DoctestRun | undefined
  /** Of the configuration's files those that no workspace before this one has: each is one thing to look at. */
  readonly configHomes: readonly ConfigHome[]
  readonly profiles: Profiles
  readonly toolchain: Toolchain | undefined
  /** What CI compiles as people do, by workflow. */
  readonly ciBuilds: readonly CiBuild[]
  /** Where CI asks to compile incrementally, and keeps nothing of it. */
  readonly asksForIncremental: readonly RepositoryVariable[]
  /** What says that programs are linked with GNU ld. */
  readonly gnuLd: GnuLd | undefined
  readonly jobs: Jobs
  /** The workload of a plain build; undefined where another workspace stands for it. */
  readonly build?: Workload
  /** What commands and variables of the repository say instead. */
  readonly said: SaidRuns
  /** Whether it stands for workspaces beside it in which nothing is set either. */
  readonly several: boolean
  /** By package, what `cargo test` links beside the packages' own unit tests. */
  readonly testPrograms: readonly TestPrograms[]
  /** All of them together. */
  readonly testBinaries: number
  /** In Cargo.lock; undefined where there is none. */
  readonly packages: number | undefined
  /** Their names. */
  readonly locked: readonly string[]
}

const cargo: Ecosystem<CargoWorkspace> = {
  id: 'cargo',
  title: 'cargo',
  url: 'https://doc.rust-lang.org/cargo/',
  tables: [CRATES],
  owns: [
    { path: MANIFEST, format: 'toml' },
    { path: CONFIG, format: 'toml' },
    { path: LOCK, format: 'toml' },
    { path: TOOLCHAIN, format: 'toml' },
    workflowsThatMention(CALLS_CARGO),
    { ...workflowsThatMention(ASKS_IN_SCRIPT), runs: ASKS_IN_SCRIPT },
    ...filesThatSay(JOBS, THREADS_OF_TESTS),
    // Only their number counts here.
    { path: TEST_TARGET, format: 'lines' },
    { path: TOP_SOURCE, format: 'lines' },
  ],
  *read(sources) {
    const known = new Set<string>()
    const workspaces = findWorkspaces(sources)
    const views = workspaces.map(workspace => viewOf(workspace, sources))
    const sayings = readSayings(sources)
    const speaking = spokesmen(views)
    const several = views.filter(isUnset).length > 1
    for (const view of views) {
      const configHomes = view.configHomes.filter(({ read }) => !known.has(read.path))
      for (const { read } of configHomes) known.add(read.path)
      const usual = workloadOf(view)
      const said = saidRuns(sayings, view, usual, workspaces)
      const build: Workload = said.inPipelines.builds ? { ...usual, only: 'outside-ci' } : usual
      yield { ...view, configHomes, several, said, ...(speaking.has(view) && { build }) }
    }
  },
  *workloads({ build, doctestRun, said }) {
    if (build) yield build
    if (doctestRun)
      yield said.inPipelines.doctests ? { ...doctestRun.workload, only: 'outside-ci' } : doctestRun.workload
    // The same words may stand in a job more than once.
    const all = [...said.builds, ...said.doctests].flatMap(withJobs)
    yield* new Map(all.map(workload => [workload.id, workload])).values()
  },
}

export default cargo

/**
 * One setting for several workspaces is one thing to look at, and the first of them stands for all. Where nothing is
 * set every build starts as many jobs, and the largest workspace stands for all.
 */
function spokesmen(views: readonly Read[]): ReadonlySet<Read> {
  const bySetting = new Map<string, Read>()
  for (const view of views) {
    const path = view.jobs.set?.document.path
    if (path !== undefined && !bySetting.has(path)) bySetting.set(path, view)
  }
  const [largest] = views
    .filter(isUnset)
    .toSorted((a, b) => (b.packages ?? 0) - (a.packages ?? 0) || b.local - a.local)
  return new Set([...bySetting.values(), ...(largest ? [largest] : [])])
}

/** Fuzz targets and the like are inside a workspace, which stands for them. */
function isUnset({ jobs, nested }: Read): boolean {
  return !jobs.set && !nested
}

/** What is read of one workspace alone. */
type Read = Omit<CargoWorkspace, 'build' | 'several' | 'said'>

function viewOf(workspace: Workspace, sources: Sources): Read {
  const { root } = workspace
  const config = readConfig(sources, root.folder)
  const programs = testPrograms(sources, workspace)
  const testBinaries = programs.reduce((sum, { count }) => sum + count, 0)
  const locked = lockedPackages(sources, workspace)
  const toolchain = toolchainOf(sources, root.folder)
  const packages = locked?.length
  const view = {
    ...workspace,
    folder: root.folder,
    config,
    configHomes: config.homes,
    toolchain,
    gnuLd: gnuLd(toolchain, config),
    // Workflows start at the root of the repository.
    ciBuilds: root.folder === '' ? ciBuilds(sources) : [],
    asksForIncremental: root.folder === '' ? asksForIncremental(sources) : [],
    profiles: readProfiles(root.document, config),
    jobs: readJobs(config, root, packages === undefined ? undefined : packages + testBinaries),
    testPrograms: programs,
    testBinaries,
    packages,
    locked: locked ?? [],
  }
  return { ...view, doctestRun: doctestRun(sources, view) }
}

function workloadOf(view: Read): Workload {
  const { folder, jobs } = view
  return {
    id: `cargo/jobs:${folder}`,
    kind: 'cargo/jobs',
    folder,
    title: 'cargo jobs',
    process: 'compiler',
    phase: 'build',
    when: 'every cargo build or cargo test',
    count: jobs.count,
    ...compilerMemory(view),
  }
}
