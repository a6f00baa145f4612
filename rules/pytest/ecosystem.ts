import type { Ecosystem, EcosystemOptions } from '../../src/model/ecosystem.ts'
import type { Footprint } from '../../src/model/footprint.ts'
import type { Setting } from '../../src/model/setting.ts'
import { setting } from '../../src/model/setting.ts'
import type { Count, NumberInJob, Workload } from '../../src/model/workload.ts'
import { inFolder } from '../common/paths.ts'
import { inJob } from '../common/pipelines/in-job.ts'
import { inJobsOf } from '../common/pipelines/in-jobs.ts'
import { EACH_RUNS_ALL } from '../common/pytest/fewer-workers.ts'
import { placeOf } from './view/config/arguments.ts'
import type { FolderConfig } from './view/config/config-files.ts'
import { CONFIG_FILES } from './view/config/files.ts'
import type { Root } from './view/config/roots.ts'
import { findRoots } from './view/config/roots.ts'
import type { UnreadSection } from './view/config/unread-sections.ts'
import { unreadSectionsOf } from './view/config/unread-sections.ts'
import { asyncConfigOf } from './view/heavy/async-loops.ts'
import { HEAVY_CONSTRUCTORS } from './view/heavy/heavy-constructors.ts'
import { HEAVY_LIBRARIES } from './view/heavy/heavy-imports.ts'
import { MODELS } from './view/heavy/model-sizes.ts'
import type { Installed } from './view/installed/installed.ts'
import { readInstalled } from './view/installed/installed.ts'
import { isBelow } from './view/installed/requirement.ts'
import { TEST_PROCESSES } from './view/processes/test-processes.ts'
import type { PythonSide } from './view/python/python.ts'
import { PYTHON_FILES, readPython } from './view/python/python.ts'
import { TEST_FILE } from './view/python/test-files.ts'
import { findAutoHook, HOOK_FILES } from './view/runs/auto-hook.ts'
import { capFix, writtenOptions } from './view/runs/cap-fix.ts'
import { CONTROLLER, workerFootprint } from './view/runs/footprint.ts'
import type { Invocation } from './view/runs/invocation.ts'
import { invocationsOutside } from './view/runs/outside.ts'
import type { Run } from './view/runs/runs.ts'
import { runsOf } from './view/runs/runs.ts'
import { isPart, selectedFrom } from './view/runs/selection.ts'
import { STARTING_FILES } from './view/runs/starts.ts'
import { invocationsByTox } from './view/runs/tox-files.ts'
import { TOX_COMMANDS, type ToxParallel, toxParallel } from './view/runs/tox-parallel.ts'

/** What pytest makes of one folder from which it is started. */
export interface PytestView {
  /** Relative to the project's root, `` for the root itself. */
  readonly folder: string
  readonly config: FolderConfig
  /** As the files of Python tools have it: the plain run first, then those of tox and of an environment file. */
  readonly runs: readonly PlannedRun[]
  /** As commands and variables elsewhere in the repository have it: Makefiles, pipelines, images. */
  readonly started: readonly PlannedRun[]
  /** What multiplies the runs of the root folder. */
  readonly toxParallel: ToxParallel | undefined
  /** Sections that look like configuration and are none, in the folder's own files. */
  readonly unreadSections: readonly UnreadSection[]
  readonly installed: Installed
  readonly python: PythonSide
}

/** A run with what it needs. There is no workload where no file is there to point at. */
export interface PlannedRun extends Run {
  readonly workload?: Workload
  /** The same in the jobs that start it, where it is written elsewhere. */
  readonly workloadsInJobs?: readonly Workload[]
}

/** Python tests run by pytest, alone or spread over workers by pytest-xdist. */
const pytest: Ecosystem<PytestView> = {
  id: 'pytest',
  title: 'pytest',
  url: 'https://docs.pytest.org/',
  owns: [...[...CONFIG_FILES, ...PYTHON_FILES, ...HOOK_FILES], ...[...STARTING_FILES, ...TOX_COMMANDS]],
  tables: [HEAVY_CONSTRUCTORS, HEAVY_LIBRARIES, MODELS, TEST_PROCESSES],
  *read(sources, options) {
    const installed = readInstalled(sources)
    const roots = findRoots(sources, readsNativeToml(installed))
    const outside = invocationsOutside(sources, roots, installed)
    for (const root of roots)
      yield viewOf(root, { installed, outside: outside.get(root.folder) ?? [] }, options)
  },
  *workloads(view) {
    const all = [...view.runs, ...view.started].flatMap(({ workload, workloadsInJobs = [] }) =>
      workload ? [workload, ...workloadsInJobs] : [],
    )
    yield* new Map(all.map(workload => [workload.id, workload])).values()
  },
}

export default pytest

/** pytest 9 reads native TOML. Unless every requirement keeps pytest below it, it may be what runs. */
function readsNativeToml(installed: Installed): boolean {
  const wanted = installed.requirements('pytest')
  return wanted.length === 0 || !wanted.every(requirement => isBelow(requirement.versions, 9))
}

/** What a root has to do with the whole repository. */
interface Around {
  readonly installed: Installed
  readonly outside: readonly Invocation[]
}

function viewOf(root: Root, { installed, outside }: Around, options: EcosystemOptions): PytestView {
  const { folder, config, sources } = root
  const around = { folder, asyncio: asyncConfigOf(config) }
  const python = readPython(sources, around, options)
  const facts = {
    get psutil() {
      return installed.presence('psutil', folder).state === 'declared'
    },
    hook: findAutoHook(sources),
  }
  const whole = workerFootprint(python.footprintAmounts())
  const footprintOf = ({ selection }: Run) =>
    // Of light tests no part is heavy.
    selection && isPart(selection) && whole.basis !== 'default'
      ? workerFootprint(readPython(selectedFrom(sources, selection), around, options).footprintAmounts())
      : whole
  const invocations = [...invocationsByTox(folder, sources), ...outside]
  const runs = runsOf(config, invocations, facts).map(run => ({
    ...run,
    ...workloadsOf(run, root, footprintOf(run)),
  }))
  const unreadSections = unreadSectionsOf(root, readsNativeToml(installed))
  return {
    folder,
    config,
    unreadSections,
    runs: runs.filter(run => !isElsewhere(run)),
    started: runs.filter(isElsewhere),
    toxParallel: folder === '' ? toxParallel(sources) : undefined,
    installed,
    python,
  }
}

function isElsewhere({ kind }: Run): boolean {
  return kind !== undefined && kind !== 'env-file'
}

function workloadsOf(run: Run, root: Root, footprint: Footprint): Omit<PlannedRun, keyof Run> {
  const workload = workloadOf(run, root, footprint)
  if (!workload) return {}
  const apart = (fits: number) =>
    `For the job alone, in its environment: PYTEST_ADDOPTS=--maxprocesses=${fits}`
  const number = { ...numberOf(run), ...(run.takesAddopts && run.options.workers && { apart }) }
  const workloadsInJobs = run.decidedByHook ? [] : inJobsOf(workload, run.inJobs, number)
  return { workload, workloadsInJobs }
}

function workloadOf(run: Run, root: Root, footprint: Footprint): Workload | undefined {
  const { count: value, decidedBy } = run.workers
  const atMost = run.options.maxProcesses?.value ?? 0
  const count = placeOf(decidedBy?.arguments ?? [], value) ?? anchor(root, value)
  if (!count) return undefined
  return {
    id: idOf(run, root),
    kind: 'pytest/workers',
    folder: root.folder,
    title: 'pytest workers',
    process: 'worker',
    phase: 'test',
    when: run.when,
    count,
    footprint,
    base: run.workers.distributed ? [CONTROLLER] : [],
    ...(atMost > 0 && { atMost }),
    ...jobOf(run),
    ...(run.options.distribution?.value === 'each' && { fewerDoLess: EACH_RUNS_ALL }),
  }
}

/** How many cpus the machine of a job has, nobody knows from a laptop. */
function jobOf(run: Run): Pick<Workload, 'job' | 'only' | 'inJob'> {
  const { kind, when, startedBy } = run
  return kind === undefined ? {} : inJob({ kind, when, runs: startedBy?.runs }, numberOf(run))
}

function numberOf(run: Run): NumberInJob {
  return {
    words: `pytest ${writtenOptions(run)}`,
    fix: (sizing, context) => capFix(run, sizing, context),
  }
}

/** Commands of one job or target that ask for the same are one row of the plan. */
function idOf(run: Run, { folder }: Root): string {
  const name = run.startedBy ? `${run.when} ${writtenOptions(run)}` : run.name
  return `pytest/workers:${folder}${name && `#${name}`}`
}

/** Where the number of workers would be set. */
function anchor({ folder, config, sources }: Root, count: Count): Setting<Count> | undefined {
  if (config.winner) return setting(count, config.winner.document, [...config.winner.at, 'addopts'])
  const places = [
    inFolder(folder, 'pyproject.toml'),
    inFolder(folder, 'setup.cfg'),
    ...sources.matching(TEST_FILE),
  ]
  for (const path of places) {
    const document = sources.document(path)
    if (document) return setting(count, document, [])
  }
  return undefined
}
