import { describe, expect, it } from 'vitest'
import { arrayBytes } from '../../rules/pytest/view/config/arrays.ts'
import { asyncConfigOf } from '../../rules/pytest/view/heavy/async-loops.ts'
import { heavyLibraries } from '../../rules/pytest/view/heavy/heavy-imports.ts'
import { isToyModel, sizeOfModel } from '../../rules/pytest/view/heavy/model-sizes.ts'
import { fixturesIn } from '../../rules/pytest/view/python/fixture-forms.ts'
import type { PythonSide } from '../../rules/pytest/view/python/python.ts'
import { PYTHON_FILES, readPython } from '../../rules/pytest/view/python/python.ts'
import { loadPython } from '../../src/documents/python.ts'
import { MiB } from '../../src/model/bytes.ts'
import type { Sources } from '../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../src/model/python.ts'

const parse = await loadPython()

function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const documents = new Map<string, PythonDocument>()
  const paths = Object.keys(files).sort()
  return {
    paths,
    matching: pattern => paths.filter(path => pattern.test(path)),
    has: path => path in files,
    text: path => files[path],
    document(path) {
      const text = files[path]
      const known = documents.get(path) ?? (text === undefined ? undefined : parse(path, text))
      if (known) documents.set(path, known)
      return known
    },
    script: () => ({ commands: [], variables: [] }),
    isIgnored: () => false,
  }
}

function sideOf(files: Readonly<Record<string, string>>, heavyConstructors = {}): PythonSide {
  const asyncio = asyncConfigOf({ shadowed: [] })
  return readPython(sourcesOf(files), { folder: '', asyncio }, { heavyConstructors })
}

const ST = 'from sentence_transformers import SentenceTransformer\nimport pytest\n'

describe('what a worker holds', () => {
  it('is nothing that is known where nothing heavy is seen', () => {
    expect(sideOf({ 'test_a.py': 'import pytest\n\ndef test_a(): pass\n' }).footprintAmounts()).toEqual([])
  })

  it('is libraries, session fixtures, and what the test with the most has', () => {
    const side = sideOf({
      'conftest.py': `${ST}
@pytest.fixture(scope="session")
def shared(): return SentenceTransformer("all-mpnet-base-v2")

@pytest.fixture
def small(): return SentenceTransformer("all-MiniLM-L12-v2")

@pytest.fixture(scope="module")
def large(): return SentenceTransformer("BAAI/bge-large-en-v1.5")
`,
      'test_a.py': 'def test_a(small): pass\n\ndef test_b(shared, large, small): pass\n',
    })
    expect(side.footprintAmounts().map(one => [one.what, Math.round(one.bytes / 1e6), one.evidence])).toEqual(
      [
        ['import sentence_transformers', 476, 'measured'],
        ['SentenceTransformer (session, fixture shared)', 436, 'guess'],
        ['SentenceTransformer (while a test has it, fixture small)', 134, 'guess'],
        ['SentenceTransformer (while a test has it, fixture large)', 1340, 'guess'],
      ],
    )
  })

  it('counts what is never freed once for each use, spread over workers and no more than makes sense', () => {
    const store = 'import chromadb, pytest\n\n@pytest.fixture\ndef store(): return chromadb.Client()\n'
    const copies = (uses: number) => {
      const values = JSON.stringify(Array.from({ length: uses }, (_, index) => index))
      const test = `@pytest.mark.parametrize("n", ${values})\ndef test_a(store, n): pass\n`
      return sideOf({ 'test_a.py': `${store}\n${test}` })
        .footprintAmounts()
        .at(-1)
    }
    expect(copies(3)?.bytes).toBe(21 * MiB)
    expect(copies(40)?.bytes).toBe(5 * 21 * MiB)
    expect(copies(4000)?.bytes).toBe(16 * 21 * MiB)
    expect(copies(40)?.what).toContain('40 uses spread over 8 workers')
  })

  it('is a browser, too, which a fixture may well start for each test', () => {
    const side = sideOf({
      'test_a.py': `import pytest
from selenium import webdriver

@pytest.fixture
def driver():
    driver = webdriver.Chrome()
    yield driver
    driver.quit()

def test_a(driver): pass
`,
    })
    expect(side.footprintAmounts().map(({ what }) => what)).toEqual([
      'Chrome (while a test has it, fixture driver)',
    ])
  })

  it('takes a library that another brings along for part of it', () => {
    const counted = (...imported: string[]) =>
      heavyLibraries(({ name }) => imported.includes(name)).map(one => one.name)
    expect(counted('torch', 'sentence_transformers', 'transformers')).toEqual(['sentence_transformers'])
    expect(counted('torch', 'pandas', 'os')).toEqual(['torch', 'pandas'])
  })
})

describe('heavy constructors', () => {
  it('that the user declares are found in files that mention them', () => {
    const files = {
      'conftest.py':
        'import pytest\nfrom app.engine import Engine as E\n\n@pytest.fixture\ndef engine(): return E()\n',
      'test_a.py': 'def test_a(engine): pass\n\ndef test_b(engine): pass\n',
    }
    expect(sideOf(files).heavyFixtures).toEqual([])
    const [heavy] = sideOf(files, { 'app.engine.Engine': 300 * MiB }).heavyFixtures
    expect(heavy).toMatchObject({
      tests: 2,
      uses: 2,
      heavy: [{ amount: { bytes: 300 * MiB, evidence: 'configured' } }],
    })
  })

  it('are followed through helpers and local classes of the same file, and not through themselves', () => {
    const side = sideOf({
      'test_a.py': `${ST}
class Engine:
    def __init__(self):
        self.model = load()

def load():
    return load() or SentenceTransformer("all-mpnet-base-v2")

@pytest.fixture
def engine():
    return Engine()

def test_a(engine): pass
`,
    })
    expect(side.heavyFixtures.map(one => [one.fixture.name, one.heavy.length])).toEqual([['engine', 1]])
  })
})

describe('users', () => {
  it('are tests below the fixture, through other fixtures and marks, and not where it is overridden', () => {
    const side = sideOf({
      'a/conftest.py': `${ST}
@pytest.fixture
def model(): return SentenceTransformer("all-mpnet-base-v2")

@pytest.fixture
def wrapped(model): return [model]
`,
      'a/test_direct.py':
        'def test_a(model): pass\n\nclass TestB:\n    def test_b(self, wrapped): pass\n    def helper(self, model): pass\n',
      'a/test_marked.py':
        'import pytest\npytestmark = pytest.mark.usefixtures("model")\n\ndef test_c(): pass\n',
      'a/b/conftest.py': 'import pytest\n\n@pytest.fixture\ndef model(): return None\n',
      'a/b/test_overridden.py': 'def test_d(model): pass\n',
      'c/test_elsewhere.py': 'def test_e(model): pass\n',
    })
    const [heavy] = side.heavyFixtures
    expect(heavy?.users.tests.map(one => one.test.name).sort()).toEqual(['test_a', 'test_b', 'test_c'])
    expect(heavy?.users.overrides).toHaveLength(1)
  })

  it('end where fixtures ask for each other in a circle', () => {
    const side = sideOf({
      'test_a.py': `${ST}
@pytest.fixture
def a(b): return SentenceTransformer("all-mpnet-base-v2")

@pytest.fixture
def b(a): return SentenceTransformer("all-mpnet-base-v2")

def test_a(a): pass
`,
    })
    expect(side.heavyFixtures.map(one => one.tests)).toEqual([1, 1])
  })
})

it('reads fixtures in every form', () => {
  const document = parse(
    'conftest.py',
    `
import pytest, pytest_asyncio
from pytest import fixture as fx
F = pytest.fixture

@fx
def a(): pass
@F(scope="module", name="b")
def _b(): pass
@pytest.fixture(scope=decide, params=[1])
def c(request, x, y=1, *args, **kw): pass
@pytest.fixture(**options)
def d(): pass
@pytest_asyncio.fixture(loop_scope="session")
async def e(): pass
@pytest.fixture(autouse=True)
def f(): pass
def g(): pass
made = pytest.fixture(scope="session")(g)
plain = pytest.fixture(g)
class C:
    @pytest.fixture(autouse=False)
    def h(self, a): pass
def outer():
    @pytest.fixture
    def inner(): pass
`,
  )
  const forms = fixturesIn(document).map(one => [
    one.name,
    one.scope,
    one.autouse,
    one.params,
    one.asynchronous,
    one.requests,
  ])
  expect(forms).toEqual([
    ['a', 'function', false, false, false, []],
    ['b', 'module', false, false, false, []],
    ['c', 'dynamic', false, true, false, ['request', 'x']],
    ['d', 'dynamic', false, false, false, []],
    ['e', 'function', false, false, true, []],
    ['f', 'function', true, false, false, []],
    ['h', 'function', false, false, false, ['a']],
    ['made', 'session', false, false, false, []],
    ['plain', 'function', false, false, false, []],
  ])
})

describe('sizes', () => {
  it.each([
    ['np.zeros((8192, 1024))', 64 * MiB],
    ['np.zeros((8192, 1024), dtype=np.float32)', undefined],
    ['np.ones((2**14, 2**10), dtype="float32")', 64 * MiB],
    ['np.random.rand(30522, 768)', 30522 * 768 * 8],
    ['np.random.normal(size=(10_000, 1000))', 80e6],
    ['np.full((10_000, 1000), 0)', 80e6],
    ['np.full(3, 1e9)', undefined],
    ['torch.randn(8192, 4096)', 128 * MiB],
    ['np.zeros(n)', undefined],
    ['np.zeros((1000, n))', undefined],
    ['np.arange(10**9)', undefined],
    ['np.zeros(10**9, dtype=bool)', 1e9],
  ])('of %s', (code, bytes) => {
    const document = parse('t.py', `import numpy as np, torch\nx = ${code}\n`)
    const [call] = document.module.calls
    expect(call && arrayBytes(call)).toBe(bytes)
  })

  it.each([
    ['sentence-transformers/all-MiniLM-L6-v2', 22.7],
    ['models/all-MiniLM-L6-v2.onnx', 22.7],
    ['google-bert/bert-base-multilingual-cased', 179],
    ['distilbert-base-uncased', 67],
    ['meta-llama/Llama-2-7b-hf', 7000],
    ['bigscience/bloom-560m', 560],
    ['Qwen/Qwen2.5-0.5B-Instruct', 500],
    ['gpt2', 137],
    ['my/gpt2-custom', undefined],
    ['cl100k_base', undefined],
  ])('of %s', (name, millions) => {
    const size = sizeOfModel(name)
    expect(size && Math.round(size.bytes / 4e5) / 10).toBe(millions)
  })

  it.each([
    ['hf-internal-testing/tiny-random-bert', true],
    ['sshleifer/tiny-gpt2', true],
    ['TinyLlamaForTests', true],
    ['dummy_model', true],
    ['solu-1l', true],
    ['t5-small', false],
    ['latest', false],
    ['contest-model', false],
  ])('of %s: made for tests is %s', (name, toy) => {
    expect(isToyModel(name)).toBe(toy)
  })
})

it('parses Python only for words that can matter', () => {
  const [owned] = PYTHON_FILES
  const matters = (text: string) => owned?.mentions?.test(text)
  expect(matters('import pytest\n\n@pytest.fixture(scope="module")\ndef x(): return 1\n')).toBe(false)
  expect(matters('from sentence_transformers import SentenceTransformer as S')).toBe(true)
  expect(matters('def spark(scope="session"):')).toBe(true)
  expect(matters('resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))')).toBe(true)
  expect(matters('import os, torch')).toBe(true)
  expect(matters('from torchlight import x')).toBe(false)
})

it('tests hostile text in time proportional to its length', () => {
  const [owned] = PYTHON_FILES
  const started = performance.now()
  for (const part of [
    'def a(',
    'import a, ',
    'subprocess "',
    'HuggingFace',
    'from_pretrained',
    'transformers import ',
    'def a(scope:',
  ]) {
    owned?.mentions?.test(part.repeat(50_000))
  }
  expect(performance.now() - started).toBeLessThan(15_000)
}, 60_000)

describe('what a fixture leaves open', () => {
  const CHROMA = 'import chromadb\nimport pytest\n\n@pytest.fixture\ndef store(tmp_path):\n'
  const TESTS = '\ndef test_a(store): pass\n\ndef test_b(store): pass\n'

  it('is counted as often as it is set up, and comes back where the fixture closes it', () => {
    const left = sideOf({
      'test_a.py': `${CHROMA}    client = chromadb.PersistentClient(str(tmp_path))\n    yield client\n${TESTS}`,
    })
    expect(left.leftOpen.map(one => [one.fixture.name, one.left])).toEqual([['store', 2]])
    expect(left.heavyFixtures.flatMap(({ heavy }) => heavy.map(({ freed }) => freed))).toEqual([false])
    const closed = sideOf({
      'test_a.py': `${CHROMA}    client = chromadb.PersistentClient(str(tmp_path))\n    yield client\n    client.close()\n${TESTS}`,
    })
    expect(closed.leftOpen).toEqual([])
    expect(closed.heavyFixtures.flatMap(({ heavy }) => heavy.map(({ freed }) => freed))).toEqual([true])
  })
})
