import type { EcosystemOptions, Owned, Sources } from '../../../../src/model/ecosystem.ts'
import type { Amount } from '../../../../src/model/footprint.ts'
import type { AsyncConfig, AsyncFixture } from '../heavy/async-loops.ts'
import { asyncFixturesIn } from '../heavy/async-loops.ts'
import { ARRAY_WORDS, HEAVY_WORDS } from '../heavy/heavy-constructors.ts'
import type { HeavyFixture } from '../heavy/heavy-fixtures.ts'
import { heavyFixturesIn } from '../heavy/heavy-fixtures.ts'
import { HEAVY_LIBRARY_WORDS } from '../heavy/heavy-imports.ts'
import type { LeftOpen } from '../heavy/left-open.ts'
import { leftOpenIn } from '../heavy/left-open.ts'
import { LEFT_OPEN_WORDS } from '../heavy/left-open-kinds.ts'
import type { NestedRun } from '../processes/nested-pytest.ts'
import { NESTED_WORDS, nestedRunsIn } from '../processes/nested-pytest.ts'
import { POOL_WORDS } from '../processes/pool-kinds.ts'
import type { Pools } from '../processes/pools.ts'
import { poolsIn } from '../processes/pools.ts'
import type { ProcessLimit } from '../processes/process-limits.ts'
import { LIMIT_WORDS, processLimitsIn } from '../processes/process-limits.ts'
import type { ThreadPools } from '../processes/thread-pools.ts'
import { threadPoolsIn } from '../processes/thread-pools.ts'
import { workerAmounts } from '../runs/worker-amounts.ts'
import type { Fixture } from './fixture-forms.ts'
import { fixturesIn, isScope } from './fixture-forms.ts'
import type { LoadedOnImport } from './on-import.ts'
import { importedLibraries, loadedOnImport } from './on-import.ts'
import type { Mention, TestFiles } from './test-files.ts'
import { TEST_FILE, testFilesOf, word } from './test-files.ts'

/** What the conftest.py files and test modules of a pytest root say about memory. */
export interface PythonSide {
  readonly files: TestFiles
  readonly heavyFixtures: readonly HeavyFixture[]
  /** Fixtures with a parameter `scope` that has a default: written where pytest does not look. */
  readonly misplacedScopes: readonly Fixture[]
  readonly onImport: readonly LoadedOnImport[]
  /** Absent where tests make no such models, or say how many threads there are. */
  readonly threadPools?: ThreadPools
  readonly processLimits: readonly ProcessLimit[]
  readonly asyncFixtures: readonly AsyncFixture[]
  readonly leftOpen: readonly LeftOpen[]
  readonly nestedRuns: readonly NestedRun[]
  readonly pools: readonly Pools[]
  /** What one worker holds beyond Python and pytest, a row each; empty when nothing heavy is seen. */
  footprintAmounts(): readonly Amount[]
}

const SCOPE_WORDS = [
  '\\bloop_scope\\b',
  'asyncio[^\\n]{0,40}scope ?=',
  'scope ?=[^)\\n]{0,40}\\)\\s{1,8}async def',
  'def \\w{1,80} ?\\([^)]{0,200}\\bscope ?(?::[^=)]{0,80})?=',
]

const WORTH_PARSING = [
  ...HEAVY_WORDS,
  ...LIMIT_WORDS,
  ...NESTED_WORDS,
  ...POOL_WORDS,
  ...LEFT_OPEN_WORDS,
  ...SCOPE_WORDS,
].join('|')

/** Test code is parsed when one of these words is in it; what uses its fixtures is parsed then, too. */
export const PYTHON_FILES: readonly Owned[] = [
  {
    path: TEST_FILE,
    format: 'python',
    mentions: new RegExp([WORTH_PARSING, ARRAY_WORDS, ...HEAVY_LIBRARY_WORDS].join('|')),
  },
]

/** What the root of the files has to do with them. */
export interface PythonRoot {
  /** From which pytest is started. */
  readonly folder: string
  readonly asyncio: AsyncConfig
}

/** Reads the Python files of a root. `sources` holds the files of this root alone. */
export function readPython(sources: Sources, around: PythonRoot, options: EcosystemOptions): PythonSide {
  const { folder } = around
  const files = testFilesOf(sources)
  const documents = files.mentioning(worthParsing(options))
  const heavyFixtures = heavyFixturesIn(documents, files, options)
  const threadPools = threadPoolsIn(heavyFixtures, files, sources)
  const onImport = loadedOnImport(documents, options)
  return {
    files,
    heavyFixtures,
    misplacedScopes: documents.flatMap(fixturesIn).filter(hasMisplacedScope),
    onImport,
    ...(threadPools && { threadPools }),
    processLimits: documents.flatMap(processLimitsIn),
    asyncFixtures: asyncFixturesIn(files, around.asyncio),
    leftOpen: leftOpenIn(documents, files, options),
    nestedRuns: documents.flatMap(document =>
      nestedRunsIn(document, { folder, files, has: path => sources.has(path) }),
    ),
    pools: poolsIn(documents, files),
    footprintAmounts: () => workerAmounts(importedLibraries(files), onImport, heavyFixtures),
  }
}

/** Scientific tests make arrays everywhere; what a fixture makes is what may be made again and again. */
function worthParsing(options: EcosystemOptions): Mention {
  const declared = Object.keys(options.heavyConstructors).map(
    name => word(name.split('.').at(-1) ?? name).source,
  )
  const words = new RegExp([WORTH_PARSING, ...declared].join('|'))
  return { test: text => words.test(text) || (/\bfixture\b/.test(text) && ARRAYS.test(text)) }
}

const ARRAYS = new RegExp(ARRAY_WORDS)

function hasMisplacedScope({ function: made }: Fixture): boolean {
  return made.parameters.some(one => one.name === 'scope' && isScope(one.default?.literal))
}
