import type { Sources } from '../../../../src/model/ecosystem.ts'
import type { PyCall, PythonDocument } from '../../../../src/model/python.ts'
import { CONFIG_NAMES } from '../config/config-files.ts'
import type { HeavyFixture } from '../heavy/heavy-fixtures.ts'
import type { TestFiles } from '../python/test-files.ts'

/** Tests that compute with models of libraries that take a thread for each cpu, while nothing holds them back. */
export interface ThreadPools {
  /** Where the first model is made. */
  readonly document: PythonDocument
  readonly call: PyCall
  /** The libraries, as they are imported. */
  readonly libraries: readonly string[]
  /** How many tests have such a model. */
  readonly tests: number
}

/** Libraries whose models compute on as many threads as there are cpus. */
const THREADED =
  /^(torch|transformers|transformer_lens|sentence_transformers|langchain_huggingface|tensorflow|keras|tf_keras|onnxruntime|whisper|faster_whisper|fastembed|easyocr|diffusers|llama_cpp)\./

/** Undefined where no fixture makes such a model, or where something says how many threads there are. */
export function threadPoolsIn(
  fixtures: readonly HeavyFixture[],
  files: TestFiles,
  sources: Sources,
): ThreadPools | undefined {
  const found = fixtures.filter(({ heavy }) => heavy.some(({ call }) => THREADED.test(call.qualified)))
  const [first] = found
  const call = first?.heavy.find(one => THREADED.test(one.call.qualified))?.call
  if (!first || !call || saysHowMany(files, sources)) return undefined
  const calls = found
    .flatMap(({ heavy }) => heavy.map(one => one.call.qualified))
    .filter(one => THREADED.test(one))
  const tests = new Map(found.flatMap(({ users }) => users.tests.map(one => [one.test, one.tests] as const)))
  return {
    document: first.fixture.document,
    call,
    libraries: [...new Set(calls.map(one => one.split('.', 1)[0] ?? one))],
    tests: [...tests.values()].reduce((sum, one) => sum + one, 0),
  }
}

const LIMIT =
  /_NUM_THREADS|OMP_THREAD_LIMIT|threadpool_limits|set_num_(interop_)?threads|intra_op|inter_op|num_threads|n_threads|cpu_threads/

/** In test code, in what configures pytest, and in what starts it, as far as memlint reads it. */
function saysHowMany(files: TestFiles, sources: Sources): boolean {
  const others = sources.matching(STARTS)
  return [...files.paths, ...others].some(path => LIMIT.test(sources.text(path) ?? ''))
}

const STARTS = new RegExp(
  `(^|/)(${CONFIG_NAMES.map(name => name.replaceAll('.', '\\.')).join('|')}|tox\\.toml|noxfile\\.py|\\.env|[Mm]akefile|justfile|Dockerfile|[\\w.-]+\\.ya?ml)$`,
)
