import { describe, expect, it } from 'vitest'
import { loadPython } from '../../src/documents/python.ts'
import type { Edit, Op } from '../../src/model/document.ts'
import { isRefusal, ParseError } from '../../src/model/document.ts'
import type { PyCall, PyFunction, PythonDocument } from '../../src/model/python.ts'
import type { Place } from '../../src/model/value.ts'

const parse = await loadPython()

function read(text: string): PythonDocument {
  return parse('conftest.py', text)
}

function functionNamed(document: PythonDocument, name: string): PyFunction {
  const found = document.module.functions.find(one => one.qualifiedName === name)
  if (!found) throw new Error(`no function ${name}`)
  return found
}

function call(document: PythonDocument, callee: string): PyCall {
  const found = document.module.calls.find(one => one.callee === callee)
  if (!found) throw new Error(`no call of ${callee}`)
  return found
}

function apply(text: string, edits: readonly Edit[]): string {
  const last = edits.toSorted((a, b) => b.start - a.start)
  return last.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}

/** The text after an operation that was proven, or the refusal. */
function changed(document: PythonDocument, op: Op): string {
  const edits = document.lower(op)
  if (isRefusal(edits)) return `refused: ${edits.refused}`
  const text = apply(document.text, edits)
  expect(document.differs(read(text), [op], edits)).toBeUndefined()
  return text
}

function decoratorAt(document: PythonDocument, keyword: string): Place {
  return [...(document.module.functions[0]?.decorators[0]?.at ?? []), keyword]
}

describe('names', () => {
  it('resolves imports, aliases of imports and relative imports', () => {
    const { module } = read(
      [
        'import numpy as np, a.b.c',
        'import a.b as ab',
        'from pkg import x as y, z',
        'from . import s',
        'from ..up.er import t',
        'F = y.fixture',
        'G = F',
        'import same',
        'H = same.thing',
        'O = open',
      ].join('\n'),
    )
    const names = ['np.zeros', 'a.q', 'ab.q', 'y', 'z.w', 's', 't.u', 'F', 'G', 'H.x', 'O', 'unknown.x']
    expect(names.map(name => module.resolve(name))).toEqual([
      'numpy.zeros',
      'a.q',
      'a.b.q',
      'pkg.x',
      'pkg.z.w',
      '.s',
      '..up.er.t.u',
      'pkg.x.fixture',
      'pkg.x.fixture',
      'same.thing.x',
      'open',
      'unknown.x',
    ])
    expect(module.imports.map(one => one.module)).toEqual([
      'numpy',
      'a.b.c',
      'a.b',
      'pkg',
      'pkg',
      '.',
      '..up.er',
      'same',
    ])
  })

  it('knows modules that calls give, and names that stand in for a failed import', () => {
    const { module } = read(
      [
        'torch = pytest.importorskip("torch")',
        'try:',
        '    import chromadb',
        '    from st import ST',
        'except ImportError:',
        '    chromadb = None',
        '    class ST: pass',
      ].join('\n'),
    )
    expect(module.resolve('torch.load')).toBe('torch.load')
    expect(module.resolve('chromadb.Client')).toBe('chromadb.Client')
    expect(module.resolve('ST')).toBe('st.ST')
    expect(module.imports.every(one => one.within.guardedImport)).toBe(true)
  })

  it('does not take a parameter, a local or a loop variable for an import of that name', () => {
    const document = read(
      [
        'import chromadb, torch, ray',
        'def test_a(chromadb):',
        '    chromadb.Client()',
        '    torch = fake()',
        '    def inner(): torch.load()',
        '    [ray.init() for ray in []]',
        '    (lambda ray: ray.shutdown())(1)',
        'class C:',
        '    torch = 1',
        '    def m(self): return torch.zeros()',
      ].join('\n'),
    )
    const qualified = document.module.calls.map(one => one.qualified)
    expect(qualified).toContain('<local>.chromadb.Client')
    expect(qualified).toContain('<local>.torch.load')
    expect(qualified).toContain('<local>.ray.init')
    expect(qualified).toContain('<local>.ray.shutdown')
    expect(qualified).toContain('torch.zeros')
  })

  it('sees imports inside a function, and what `global` does to a name', () => {
    const document = read(
      'def f():\n    global np\n    import numpy as np\n    from st import ST as S\n    S(np.x())\ndef g(): np.y(); S()\nglobal np\n',
    )
    expect(document.module.calls.map(one => one.qualified)).toEqual(['st.ST', 'numpy.x', 'numpy.y', 'S'])
  })

  it('ends on aliases that turn in a circle', () => {
    const { module } = read('a = b\nb = a\nc = c\n')
    expect(['a', 'b', 'c'].map(name => module.resolve(name))).toEqual(['a', 'b', 'c'])
  })
})

describe('functions', () => {
  it('reads every kind of parameter', () => {
    const document = read('def f(a, b: int = 2, /, c="x", *args: int, d, e: str = None, **kw): pass\n')
    const parameters = functionNamed(document, 'f').parameters
    expect(parameters.map(one => [one.name, one.kind, one.annotation, one.default?.literal])).toEqual([
      ['a', 'plain', undefined, undefined],
      ['b', 'plain', 'int', 2],
      ['c', 'plain', undefined, 'x'],
      ['args', '*', 'int', undefined],
      ['d', 'keyword-only', undefined, undefined],
      ['e', 'keyword-only', 'str', null],
      ['kw', '**', undefined, undefined],
    ])
  })

  it('keeps what a function itself gives apart from what functions in it give', () => {
    const document = read(
      [
        'class T:',
        '    @pytest.fixture',
        '    async def model(self):',
        '        """Documented."""',
        '        def inner():',
        '            yield 1',
        '        if x: return',
        '        yield load(), 2',
      ].join('\n'),
    )
    const model = functionNamed(document, 'T.model')
    expect(model).toMatchObject({ async: true, yields: true, results: ['None', 'load(), 2'], statements: 3 })
    expect(model.within.class?.name).toBe('T')
    expect(functionNamed(document, 'T.model.inner').within.function?.qualifiedName).toBe('T.model')
    expect(model.decorators.map(one => [one.name, one.arguments])).toEqual([['pytest.fixture', undefined]])
  })
})

describe('calls', () => {
  it('tells what happens to their values', () => {
    const document = read(
      [
        'def f(p=default()):',
        '    x = assigned()',
        '    y = (await awaited())',
        '    statement()',
        '    outer(argument(), k=keyword(), *starred())',
        '    receiver().z',
        '    with entered() as t, plain(): pass',
        '    if (w := walrus()): pass',
        '    other() + 1',
        '    yield yielded()',
        '    return returned()',
      ].join('\n'),
    )
    const roles = document.module.calls.map(one => [one.callee, one.role, one.target])
    expect(roles).toEqual([
      ['default', 'default', undefined],
      ['assigned', 'assigned', 'x'],
      ['awaited', 'assigned', 'y'],
      ['statement', 'statement', undefined],
      ['outer', 'statement', undefined],
      ['argument', 'argument', undefined],
      ['keyword', 'argument', undefined],
      ['starred', 'other', undefined],
      ['receiver', 'receiver', undefined],
      ['entered', 'entered', 't'],
      ['plain', 'entered', undefined],
      ['walrus', 'assigned', 'w'],
      ['other', 'other', undefined],
      ['yielded', 'yielded', undefined],
      ['returned', 'returned', undefined],
    ])
    expect(call(document, 'awaited').awaited).toBe(true)
  })

  it('names chains, subscripts and what has no name', () => {
    const document = read(
      'from p import S\nS.builder.master("x").config(a=1).get()\nx[0].y()\n"a".join(b)\n(f)()\n',
    )
    const names = document.module.calls.map(one => one.qualified)
    expect(names).toEqual([
      'p.S.builder.master.config.get',
      'p.S.builder.master.config',
      'p.S.builder.master',
      'x[].y',
      '?.join',
      'f',
    ])
  })

  it('knows where a call stands', () => {
    const document = read(
      [
        'if TYPE_CHECKING:',
        '    never()',
        'elif sys.platform == "linux":',
        '    linux()',
        'else:',
        '    elsewhere()',
        'if __name__ == "__main__":',
        '    main()',
        'try:',
        '    tried()',
        'except (ValueError, ImportError):',
        '    caught()',
        'with mock.patch("x"), suppress(ImportError):',
        '    f = lambda: later()',
      ].join('\n'),
    )
    expect(call(document, 'never').within.notOnImport).toBe(true)
    expect(call(document, 'main').within.notOnImport).toBe(true)
    expect(call(document, 'linux').within).toMatchObject({
      notOnImport: false,
      conditions: ['not (TYPE_CHECKING)', 'sys.platform == "linux"'],
    })
    expect(call(document, 'elsewhere').within.conditions).toEqual([
      'not (TYPE_CHECKING)',
      'not (sys.platform == "linux")',
    ])
    expect(call(document, 'tried').within.guardedImport).toBe(true)
    expect(call(document, 'caught').within.guardedImport).toBe(false)
    expect(call(document, 'later').within).toMatchObject({
      lambda: true,
      guardedImport: true,
      with: ['mock.patch', 'suppress'],
    })
  })
})

it('tells what is done with a name', () => {
  const document = read(
    [
      'm',
      'm()',
      'm.encode(1)',
      'm.config.x',
      'f(m, k=m.tokenizer)',
      'm[0].y[1] = 2',
      'del m["a"]',
      'm.a.b += 1',
      'm[0].append(1)',
      'for m in x: pass',
      'with y as (m, n): pass',
      'def g():',
      '    global m',
      '    return m, 1',
    ].join('\n'),
  )
  const uses = document.module.uses
    .filter(one => one.name === 'm')
    .map(one => [one.kind, one.member, one.callee])
  expect(uses).toEqual([
    ['read', undefined, undefined],
    ['call', undefined, undefined],
    ['method', 'encode', undefined],
    ['attribute', 'config.x', undefined],
    ['argument', undefined, 'f'],
    ['attribute', 'tokenizer', 'f'],
    ['item-write', '[].y[]', undefined],
    ['item-write', '[]', undefined],
    ['attribute-write', 'a.b', undefined],
    ['method', '[].append', undefined],
    ['rebound', undefined, undefined],
    ['rebound', undefined, undefined],
    ['rebound', undefined, undefined],
    ['result', undefined, undefined],
  ])
})

it('reads literals as Python does', () => {
  const document = read(
    [
      'f("a\\x41\\u00e9\\101\\',
      'b\\n", r"\\n", u\'q\' "w", b"x", f"{a}", 0x_ff, 1_0, 1.5e3, -2, 8 * 1024 ** 3, 10 ** 30, 9 ** 9 ** 9,',
      '  True, None, [1, ("a", -1)], {"a": [1]}, {1: 2}, "\\N{DASH}", 2j, ..., x, "\\U0001F600")',
    ].join('\n'),
  )
  expect(call(document, 'f').arguments.map(one => one.literal)).toEqual([
    'aAéAb\n',
    '\\n',
    'qw',
    undefined,
    undefined,
    255,
    10,
    1500,
    -2,
    8589934592,
    10n ** 30n,
    undefined,
    true,
    null,
    [1, ['a', -1]],
    Object.assign(Object.create(null), { a: [1] }),
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    '😀',
  ])
})

describe('files that are not Python', () => {
  it.each([
    ['def f(:\n  pass\n', 1],
    ['x = 1\ny = (\n', 2],
    ['print "a"\n', 1],
    ['if a:\n    x\n  y = = 2\n', 3],
    [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, 1],
    [`x = ${'a + '.repeat(10_000)}a`, 1],
    [`x${'.a()'.repeat(10_000)}`, 1],
    ['('.repeat(20_000), 1],
  ])('rejects %.20j', (text, line) => {
    let caught: unknown
    try {
      read(text)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(ParseError)
    expect(caught).toMatchObject({ line })
  })

  it('takes what is deep but reasonable', () => {
    const document = read(
      `x = ${'a + '.repeat(1500)}a\ny = f${'.g()'.repeat(500)}\n${'z('.repeat(90)}${')'.repeat(90)}\n`,
    )
    expect(document.module.calls).toHaveLength(590)
    expect(read('').module.functions).toEqual([])
  })
})

it('counts offsets in UTF-16 units, byte order mark included', () => {
  const document = read('\ufeffs = "😀"; f(a="😀", b=1) # 😀 note\r\n')
  const { text } = document
  const slice = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end)
  const at = call(document, 'f').at
  expect(slice(document.span(at))).toBe('f(a="😀", b=1)')
  expect(slice(document.span([...at, 'b']))).toBe('1')
  expect(slice(document.keySpan([...at, 'b']))).toBe('b')
  expect(document.get([...at, 'a'])).toBe('😀')
  expect(document.comments.map(one => [one.text, text.slice(one.start, one.end)])).toEqual([
    ['# 😀 note', '# 😀 note'],
  ])
})

it('names places by what they are', () => {
  const document = read(
    [
      'import torch',
      'class TestX:',
      '    @pytest.fixture(scope="module")',
      '    def model(self, a=1): return ST("m", device="cpu")',
      '    def test_a(self):',
      '        x = ST(); ST()',
    ].join('\n'),
  )
  const { module } = document
  const [model, test] = module.functions
  const calls = module.calls.filter(one => one.callee === 'ST')
  const names = [
    module.imports[0]?.at,
    module.classes[0]?.at,
    model?.at,
    model?.decorators[0]?.at,
    [...(model?.decorators[0]?.at ?? []), 'scope'],
    model?.decorators[0]?.arguments?.[0]?.at,
    model?.parameters[1]?.at,
    test?.at,
    calls[0]?.arguments[0]?.at,
    calls[0]?.arguments[1]?.at,
    calls[1]?.at,
    calls[2]?.at,
    module.assignments[0]?.at,
    ['nonsense'],
  ].map(at => document.nameOf(at ?? []))
  expect(names).toEqual([
    'import torch',
    'class TestX',
    'def TestX.model',
    'def TestX.model @pytest.fixture',
    'def TestX.model @pytest.fixture(scope)',
    'def TestX.model @pytest.fixture(scope)',
    'def TestX.model(a)',
    'def TestX.test_a',
    'call TestX.model: ST(0)',
    'call TestX.model: ST(device)',
    'call TestX.test_a: ST',
    'call TestX.test_a: ST #2',
    'TestX.test_a: x =',
    'nowhere',
  ])
})

describe('keyword arguments', () => {
  it.each([
    ['@pytest.fixture\n', '@pytest.fixture(scope="module")\n'],
    ['@pytest.fixture()\n', '@pytest.fixture(scope="module")\n'],
    ['@fixture(name="x")\n', '@fixture(name="x", scope="module")\n'],
    ["@fixture(name='x')\n", "@fixture(name='x', scope='module')\n"],
    ['@fixture(name="x",)\n', '@fixture(name="x", scope="module",)\n'],
    ['@fixture(  # why\n)\n', '@fixture(scope="module"  # why\n)\n'],
    ['@fixture(\n    name="x"\n)\n', '@fixture(\n    name="x",\n    scope="module"\n)\n'],
    ['@fixture(\n\tname="x",\n)\n', '@fixture(\n\tname="x",\n\tscope="module",\n)\n'],
    ['@fixture(\r\n  name="x",  # n\r\n)\r\n', '@fixture(\r\n  name="x",  # n\r\n  scope="module",\r\n)\r\n'],
    [
      '@fixture(\n  name="x"  # n\n  # end\n)\n',
      '@fixture(\n  name="x",  # n\n  scope="module"\n  # end\n)\n',
    ],
    ['@fixture(name="x"  # n\n)\n', '@fixture(name="x", scope="module"  # n\n)\n'],
    ['@fixture  # n\n', '@fixture(scope="module")  # n\n'],
    ['@fixture(params=[1,\n  2])\n', '@fixture(params=[1,\n  2], scope="module")\n'],
  ])('adds scope to %j', (decorator, expected) => {
    const rest = decorator.includes('\r') ? 'def f():\r\n    pass' : 'def f():\n    pass'
    const document = read(decorator + rest)
    expect(changed(document, { op: 'insert', at: decoratorAt(document, 'scope'), value: 'module' })).toBe(
      expected + rest,
    )
  })

  it.each([
    ['@fixture(**options)\ndef f(): pass\n', 'the ** argument may hold scope already'],
    ['@fixture(scope="x")\ndef f(): pass\n', 'scope is already there'],
    ['@fixture(x for x in y)\ndef f(): pass\n', 'a bare generator expression takes no second argument'],
    ['@fixture[0]\ndef f(): pass\n', 'it is not a call'],
  ])('refuses %j', (text, reason) => {
    const document = read(text)
    const op: Op = { op: 'insert', at: decoratorAt(document, 'scope'), value: 'module' }
    expect(document.lower(op)).toEqual({ refused: reason })
  })

  it('sets values in the quotes they had, of keywords, positions and assignments', () => {
    const document = read("f(a='x', b=\"y\", *z)\ng(1, 'two')\nn = 5\n")
    const f = call(document, 'f')
    const g = call(document, 'g')
    expect(changed(document, { op: 'set', at: [...f.at, 'b'], value: 'it"s' })).toContain("b='it\"s'")
    expect(changed(document, { op: 'set', at: [...f.at, 'a'], value: 'new' })).toContain("a='new'")
    expect(changed(document, { op: 'set', at: g.arguments[0]?.at ?? [], value: 12 })).toContain(
      "g(12, 'two')",
    )
    expect(
      changed(document, { op: 'set', at: document.module.assignments[0]?.at ?? [], value: [1, null] }),
    ).toContain('n = [1, None]')
    expect(changed(document, { op: 'set', at: f.at, value: 1 })).toMatch(/^refused/)
    expect(changed(document, { op: 'set', at: [...f.at, 'q'], value: 1 })).toMatch(/^refused/)
  })

  it('does not lose a comment inside a value', () => {
    const document = read('f(a=[1, # one\n 2])\n')
    expect(changed(document, { op: 'set', at: [...call(document, 'f').at, 'a'], value: 1 })).toMatch(
      /comment/,
    )
  })
})

describe('removing a parameter', () => {
  it.each([
    ['(scope="s")', '()'],
    ['(scope="s",)', '()'],
    ['( scope="s" )', '()'],
    ['(scope="s", a=1)', '(a=1)'],
    ['(a, scope="s")', '(a)'],
    ['(a, scope: str = "s", *, b)', '(a, *, b)'],
    ['(self, scope="s", **kw)', '(self, **kw)'],
    ['(\n    scope="s",\n)', '()'],
    ['(\n    a,  # first\n    scope="s",\n)', 'refused: a comment beside it would be lost'],
    ['(\n    a,\n    scope="s",\n    b=1,\n)', '(\n    a,\n    b=1,\n)'],
    ['(\n    scope="s",\n    b=1\n)', '(\n    b=1\n)'],
    ['(a,\n    scope="s",  # dead\n)', 'refused: a comment beside it would be lost'],
    ['(*, scope="s")', 'refused: a * without parameters would be left'],
    ['(*, scope="s", **kw)', 'refused: a * without parameters would be left'],
    ['(*, scope="s", b)', '(*, b)'],
    ['(scope="s", /)', 'refused: a / without parameters would be left'],
  ])('from %j', (parameters, expected) => {
    const document = read(`def f${parameters}:\n    pass\n`)
    const at = functionNamed(document, 'f').parameters.find(one => one.name === 'scope')?.at ?? []
    const result = changed(document, { op: 'remove', at })
    expect(result).toBe(expected.startsWith('refused') ? expected : `def f${expected}:\n    pass\n`)
  })
})

describe('rewriting a statement', () => {
  const lines = ['try:', '    import resource', 'except ImportError:', '    pass']

  function rewritten(text: string): string {
    const document = read(text)
    return changed(document, { op: 'rewrite', at: call(document, 'old').statement, lines })
  }

  it.each([
    ['old()\n', 'try:\n    import resource\nexcept ImportError:\n    pass\n'],
    [
      'if x:\n\told(1,\n\t\t2)  # cap\n\ty\n',
      'if x:\n\ttry:\n\t\timport resource\n\texcept ImportError:\n\t\tpass  # cap\n\ty\n',
    ],
    ['def f():\r\n  old()', 'def f():\r\n  try:\r\n    import resource\r\n  except ImportError:\r\n    pass'],
    ['\ufeffx = old()', '\ufefftry:\n    import resource\nexcept ImportError:\n    pass'],
  ])('in %j', (text, expected) => {
    expect(rewritten(text)).toBe(expected)
  })

  it.each([
    ['x; old()\n'],
    ['old(); x\n'],
    ['if x: old()\n'],
    ['old(1, # c\n 2)\n'],
    ['with old(): pass\n'],
    ['if old():\n  x\n'],
    ['while old():\n  x\n'],
  ])('refuses %j', text => {
    expect(rewritten(text)).toMatch(/^refused/)
  })
})

describe('the proof', () => {
  const document = read('@fixture\ndef f():\n    x = 1\n    y = 2  # two\n')
  const op: Op = { op: 'insert', at: decoratorAt(document, 'scope'), value: 'module' }
  const edits = document.lower(op)
  if (isRefusal(edits)) throw new Error(edits.refused)

  it('does not accept a text that comes from other edits', () => {
    const other = read(apply(document.text, edits).replace('y = 2', 'y = 3'))
    expect(document.differs(other, [op], edits)).toBe('the new text does not come from these edits')
  })

  it('does not accept edits that reach further than they say', () => {
    const cases: [Edit, string][] = [
      [{ start: 9, end: 9, text: '("""' }, 'not Python'],
      [{ start: 0, end: 0, text: '# ' }, '“@” became'],
      [{ start: 22, end: 22, text: 'if x:\n        ' }, '“x” became “x”'],
      [{ start: 8, end: 8, text: '(scope="session")' }, 'the insert is not in the new text'],
    ]
    for (const [edit, expected] of cases) {
      expect(differenceAfter(edit)).toContain(expected)
    }
  })

  function differenceAfter(edit: Edit): string | undefined {
    try {
      return document.differs(read(apply(document.text, [edit])), [op], [edit])
    } catch {
      return 'not Python'
    }
  }
})
