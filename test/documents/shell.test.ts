import { beforeAll, describe, expect, it } from 'vitest'
import { loadShell } from '../../src/documents/shell.ts'
import type { ReadShell } from '../../src/model/shell.ts'

let read: ReadShell
beforeAll(async () => {
  read = await loadShell()
})

/** The commands of a script, each as its words: what cannot be told is `?`. */
function commands(script: string): string[] {
  return read(script).commands.map(({ variables, words }) =>
    [
      ...variables.map(({ name, value }) => `${name}=${value ?? '?'}`),
      ...words.map(({ value }) => value ?? '?'),
    ].join(' '),
  )
}

describe('commands', () => {
  it.each([
    ['make -j 4', ['make -j 4']],
    ['make -j && make install || true', ['make -j', 'make install', 'true']],
    ['A=1 B="two words" jest -w 8 | tee log > out.txt 2>&1', ['A=1 B=two words jest -w 8', 'tee log']],
    ['cd build; cmake --build . --parallel', ['cd build', 'cmake --build . --parallel']],
    ['(cd a && make -j)\n{ ninja; }', ['cd a', 'make -j', 'ninja']],
    ['if [ -f x ]; then make -j; else ninja -j0; fi', ['make -j', 'ninja -j0']],
    ['for i in 1 2; do make -j$i; done', ['make ?']],
    ['make -j$(nproc) all', ['make ? all', 'nproc']],
    [`make -j"$(nproc)"`, ['make ?', 'nproc']],
    ['pytest -n \'auto\' "-q" a\\ b', ['pytest -n auto -q a b']],
    ['cargo test \\\n  --jobs 8 \\\n  --release', ['cargo test --jobs 8 --release']],
    ['$(MAKE) -j', ['? -j', 'MAKE']],
    ['# make -j\necho "make -j"', ['echo make -j']],
    ['eslint packages/*/src', ['eslint packages/*/src']],
    ['node --max-old-space-size=8192 "$FILE"', ['node --max-old-space-size=8192 ?']],
    ['', []],
  ])('%s', (script, expected) => {
    expect(commands(script)).toEqual(expected)
  })

  it('have the offsets of their words', () => {
    const script = 'é=1; A=1 make -j "4" # x'
    const [command] = read(script).commands
    expect(command?.words.map(word => script.slice(word.start, word.end))).toEqual(['make', '-j', '"4"'])
    expect(command?.words.map(word => word.plain)).toEqual([true, true, false])
  })

  it('that do not parse are left out, and nothing else is', () => {
    expect(commands('make -j\n)(\nninja')).toContain('make -j')
    expect(commands(`echo "${'('.repeat(100_000)}`)).toEqual([])
    expect(commands('$'.concat('{{ matrix.run }}\nmake -j'))).toContain('make -j')
  })
})

describe('variables', () => {
  it.each([
    ['export NODE_OPTIONS=--max-old-space-size=8192', [['NODE_OPTIONS', '--max-old-space-size=8192']]],
    [
      'A=\'x y\'\nexport B="$A"',
      [
        ['A', 'x y'],
        ['B', undefined],
      ],
    ],
    ['A= make', []],
    ['declare -x JOBS=4', [['JOBS', '4']]],
  ])('%s', (script, expected) => {
    expect(read(script).variables.map(({ name, value }) => [name, value])).toEqual(expected)
  })
})
