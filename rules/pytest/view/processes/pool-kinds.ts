import type { Bytes } from '../../../../src/model/bytes.ts'
import { MiB } from '../../../../src/model/bytes.ts'

/** Something that starts one process for each cpu unless it is told a number. */
export interface PoolKind {
  readonly name: RegExp
  /** What it is told the number by. */
  readonly argument: string
  /** The same by its position. */
  readonly position?: number
  /** Whether it takes all cpus when it is told nothing. */
  readonly byDefault: boolean
  /** Arguments (with a value, or with any) under which it starts no processes of its own, or somebody else's. */
  readonly unless: readonly (readonly [string, string?])[]
  /** How many processes it starts on so many cpus. */
  readonly processes: (cpus: number) => number
  /** Its row in `TEST_PROCESSES`. */
  readonly row: string
  /** What it starts beside them, from the same measurement. */
  readonly base?: Bytes
  /** Why the number is not memlint's to write; absent where it is only a number of processes. */
  readonly leftAlone?: string
}

const one = (cpus: number) => cpus

/**
 * What scikit-learn 1.9.1 runs in processes with `n_jobs=-1`; forests, neighbours, DBSCAN and pairwise distances run
 * in threads (all seen by counting processes). The processes of joblib stay for later calls.
 */
const SKLEARN =
  'model_selection\\.(\\w+\\.)*(\\w+SearchCV|cross_val_score|cross_val_predict|cross_validate|learning_curve|validation_curve|permutation_test_score)|ensemble\\.(\\w+\\.)*(Bagging|Voting|Stacking)\\w+|multioutput\\.(\\w+\\.)*MultiOutput\\w+|multiclass\\.(\\w+\\.)*OneVs\\w+|inspection\\.(\\w+\\.)*permutation_importance|feature_selection\\.(\\w+\\.)*(RFECV|SequentialFeatureSelector)|pipeline\\.(\\w+\\.)*FeatureUnion|compose\\.(\\w+\\.)*ColumnTransformer|decomposition\\.(\\w+\\.)*LatentDirichletAllocation'

const THREADS = [
  ['backend', 'threading'],
  ['prefer', 'threads'],
  ['require', 'sharedmem'],
] as const

export const POOL_KINDS: readonly PoolKind[] = [
  {
    name: /^multiprocessing\.(pool\.|get_context\.)?Pool$/,
    argument: 'processes',
    position: 0,
    byDefault: true,
    unless: [],
    processes: one,
    row: 'multiprocessing.Pool',
  },
  {
    name: /^concurrent\.futures\.(process\.)?ProcessPoolExecutor$/,
    argument: 'max_workers',
    position: 0,
    byDefault: true,
    unless: [],
    processes: one,
    row: 'ProcessPoolExecutor',
  },
  {
    name: /^joblib\.(parallel\.)?Parallel$/,
    argument: 'n_jobs',
    position: 0,
    byDefault: false,
    unless: THREADS,
    processes: one,
    row: 'joblib.Parallel',
    base: 28 * MiB,
  },
  {
    name: new RegExp(`^sklearn\\.(${SKLEARN})$`),
    argument: 'n_jobs',
    byDefault: false,
    unless: [],
    processes: one,
    row: 'scikit-learn',
    base: 28 * MiB,
  },
  {
    name: /^torch\.utils\.data\.(\w+\.)*DataLoader$/,
    argument: 'num_workers',
    byDefault: false,
    unless: [],
    processes: one,
    row: 'DataLoader',
  },
  {
    name: /^(dask\.)?distributed\.(\w+\.)*(LocalCluster|Client)$/,
    argument: 'n_workers',
    byDefault: true,
    unless: [[''], ['address'], ['scheduler_file'], ['processes', 'False']],
    processes: daskProcesses,
    row: 'LocalCluster',
    leftAlone: 'tests of a cluster may count on its workers and threads',
  },
  {
    name: /^ray\.init$/,
    argument: 'num_cpus',
    byDefault: true,
    unless: [[''], ['address'], ['local_mode', 'True']],
    processes: one,
    row: 'ray',
    base: 328 * MiB,
    leftAlone: 'tasks of the tests may ask for more cpus than a smaller number has',
  },
]

/** As distributed divides cpus into processes and threads (`nprocesses_nthreads`): all up to four, then a divisor. */
function daskProcesses(cpus: number): number {
  if (cpus <= 4) return cpus
  for (let processes = Math.ceil(Math.sqrt(cpus)); processes < cpus; processes += 1)
    if (cpus % processes === 0) return processes
  return cpus
}

/** What gives such calls away, for a test on bytes. */
export const POOL_WORDS: readonly string[] = [
  '\\bPool\\(',
  'ProcessPoolExecutor\\(',
  'n_jobs ?= ?-1',
  'n_jobs ?= ?[\\w.]{1,30}cpu_count\\(',
  'num_workers ?= ?[\\w.]{1,30}cpu_count\\(',
  'LocalCluster\\(',
  'distributed\\b.{0,100}\\bClient\\b',
  'ray\\.init\\(',
]
