import type { Sources } from '../../../src/model/ecosystem.ts'
import type { Count, Workload } from '../../../src/model/workload.ts'
import type { CargoCommand } from '../../common/cargo/commands.ts'
import { isSaidInPipelines, type Said, saidIn, saidWorkload } from '../../common/cargo/said.ts'
import { isPipeline } from '../../common/machines.ts'
import { foldersAbove } from '../../common/paths.ts'
import type { RepositoryVariable } from '../../common/variables.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import { type Build, compilerMemory } from './footprint.ts'
import { readProfiles } from './profiles.ts'
import { JOBS, profilesOf } from './said-jobs.ts'
import { profileEnvironment, profileVariables } from './said-profiles.ts'
import { THREADS_OF_TESTS } from './said-threads.ts'
import type { Workspace } from './workspaces.ts'

/** What commands and variables of the repository start instead of what the configuration says. */
export interface SaidRuns {
  readonly builds: readonly SaidRun[]
  readonly doctests: readonly SaidRun[]
  /** Whether pipelines always say how many compilers they start, and how many examples. */
  readonly inPipelines: { readonly builds: boolean; readonly doctests: boolean }
}

export interface SaidRun {
  readonly said: Said
  readonly workload: Workload
}

/** Everything that is said anywhere, before it is known of which workspace. */
export interface Sayings {
  readonly jobs: readonly Said[]
  readonly threads: readonly Said[]
  readonly profiles: readonly RepositoryVariable[]
  readonly inPipelines: SaidRuns['inPipelines']
}

export function readSayings(sources: Sources): Sayings {
  const jobs = saidIn(sources, JOBS)
  const threads = saidIn(sources, THREADS_OF_TESTS)
  return {
    jobs,
    threads,
    profiles: jobs.length > 0 ? profileVariables(sources) : [],
    inPipelines: {
      builds: jobs.some(({ kind }) => isPipeline(kind)) && isSaidInPipelines(sources, JOBS),
      doctests: threads.some(({ kind }) => isPipeline(kind)) && isSaidInPipelines(sources, THREADS_OF_TESTS),
    },
  }
}

type View = Omit<CargoWorkspace, 'build' | 'several' | 'said'>

/** What is said of one workspace among those of a repository. */
export function saidRuns(
  { jobs, threads, profiles, inPipelines }: Sayings,
  view: View,
  build: Workload,
  workspaces: readonly Workspace[],
): SaidRuns {
  const own = (said: Said) => workspaceAt(said.works, workspaces)?.root === view.root
  const { doctestRun } = view
  const [most] = doctestRun?.libraries ?? []
  return {
    builds: jobs.filter(own).map(said => {
      const workload = saidWorkload(said, build)
      const count = atMost(workload.count.value, unitsOf(view))
      const memory = memoryOf(
        said,
        { ...view, jobs: { count: { ...workload.count, value: count } } },
        profiles,
      )
      return { said, workload: { ...workload, count: { ...workload.count, value: count }, ...memory } }
    }),
    doctests: threads.filter(own).flatMap(said => {
      // `force` in the configuration wins over the environment.
      const isDead = doctestRun?.yields === false && !said.isFlag
      if (!doctestRun || !most || isDead) return []
      const workload = saidWorkload(said, doctestRun.workload)
      return {
        said,
        workload: { ...workload, count: { ...workload.count, value: atMost(said.count, most.count) } },
      }
    }),
    inPipelines,
  }
}

/** The workspace that cargo finds from a folder: the nearest manifest's. Where there is but one, it is meant. */
function workspaceAt(folder: string | undefined, workspaces: readonly Workspace[]): Workspace | undefined {
  if (folder === undefined) return undefined
  for (const each of [folder, ...foldersAbove(folder)]) {
    const found = workspaces.find(({ root, members }) => [root, ...members].some(one => one.folder === each))
    if (found) return found
  }
  const [only, ...others] = workspaces.filter(({ nested }) => !nested)
  return others.length === 0 ? only : undefined
}

function atMost(count: Count, most: number | undefined): Count {
  return most === undefined ? count : { kind: 'capped', count, atMost: most }
}

/** What there is to compile at most; undefined where that is not known. */
function unitsOf({ packages, testBinaries }: View): number | undefined {
  return packages === undefined ? undefined : packages + testBinaries
}

/** Of the largest of the builds that are known to get the number. */
function memoryOf(
  { commands }: Said,
  view: Omit<View, 'jobs'> & Build,
  profiles: readonly RepositoryVariable[],
): Pick<Workload, 'footprint' | 'base'> {
  const memoryFor = (command: CargoCommand) =>
    compilerMemory(
      {
        ...view,
        profiles: readProfiles(view.root.document, view.config, profileEnvironment(command, profiles)),
      },
      profilesOf(command),
    )
  const [largest] = commands.map(memoryFor).toSorted((a, b) => b.footprint.bytes - a.footprint.bytes)
  return largest ?? compilerMemory(view)
}
