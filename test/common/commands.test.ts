import { describe, expect, it } from 'vitest'
import { commandFiles, commandsIn } from '../../rules/common/commands.ts'
import { loadReaders, loadShell } from '../../src/documents/index.ts'
import { makeSources } from '../../src/project/sources.ts'

const read = await loadReaders(['jsonc', 'yaml', 'lines'])
const readShell = await loadShell()
const owns = commandFiles(/make/)

function sourcesOf(files: Readonly<Record<string, string>>) {
  return makeSources({
    files: Object.keys(files),
    read: path => ({ kind: 'text', text: files[path] ?? '' }),
    formatOf: path => owns.find(owned => owned.path.test(path))?.format,
    parse: read,
    readShell,
    isIgnored: () => false,
  })
}

/** Of each command: its words, when it runs, and where the piece that is meant stands, as line and text. */
function found(files: Readonly<Record<string, string>>) {
  return commandsIn(sourcesOf(files), /make/).map(({ command, when, written, folder }) => {
    const { document, at, part = '' } = written
    const span = document.spanWithin?.(at, part)
    const line = span && document.text.slice(0, span.start).split('\n').length
    return [command.words.map(word => word.text).join(' '), when, folder, line, part]
  })
}

describe('commands of', () => {
  it('package.json', () => {
    const text = '{\n  "scripts": {\n    "build": "cd native && make -j",\n    "test": "jest"\n  }\n}\n'
    expect(found({ 'packages/a/package.json': text })).toEqual([
      ['cd native', 'npm run build', 'packages/a', 3, 'cd native'],
      ['make -j', 'npm run build', 'packages/a', 3, 'make -j'],
      ['jest', 'npm run test', 'packages/a', 4, 'jest'],
    ])
  })

  it('a GitHub workflow', () => {
    const text =
      'jobs:\n  test:\n    steps:\n      - uses: a/b@v1\n      - run: |\n          ./configure\n          make -j\n'
    expect(found({ '.github/workflows/ci.yml': text })).toEqual([
      ['./configure', 'job test of ci.yml', '', 6, './configure'],
      ['make -j', 'job test of ci.yml', '', 7, 'make -j'],
    ])
  })

  it('a GitHub workflow that works in other folders', () => {
    const text = [
      'defaults:\n  run:\n    working-directory: native\njobs:\n  a:\n    steps:',
      '      - run: make a\n      - run: make b\n        working-directory: ./native/b/',
      '  b:\n    defaults:\n      run:\n        working-directory: $'.concat('{{ matrix.folder }}'),
      '    steps:\n      - run: make c\n',
    ].join('\n')
    expect(found({ '.github/workflows/ci.yml': text }).map(([words, , folder]) => [words, folder])).toEqual([
      ['make a', 'native'],
      ['make b', 'native/b'],
      ['make c', ''],
    ])
  })

  it('a GitHub workflow with expressions', () => {
    const text = 'jobs:\n  test:\n    steps:\n      - run: make -j$'.concat(
      '{{ matrix.jobs }} CC=$',
      '{{ matrix.cc }} && make -j\n',
    )
    expect(found({ '.github/workflows/ci.yml': text })).toEqual([
      [
        'make -j$'.concat('{_______________} CC=$', '{_____________}'),
        'job test of ci.yml',
        '',
        4,
        'make -j$'.concat('{{ matrix.jobs }} CC=$', '{{ matrix.cc }}'),
      ],
      ['make -j', 'job test of ci.yml', '', undefined, 'make -j'],
    ])
  })

  it('a GitLab pipeline', () => {
    const text =
      'before_script:\n  - echo make\nbuild:\n  script:\n    - make -j\n    - >-\n      ls\nother:\n  script: make\n'
    expect(found({ '.gitlab-ci.yml': text })).toEqual([
      ['echo make', 'job default of .gitlab-ci.yml', '', 2, 'echo make'],
      ['make -j', 'job build of .gitlab-ci.yml', '', 5, 'make -j'],
      ['ls', 'job build of .gitlab-ci.yml', '', 7, 'ls'],
      ['make', 'job other of .gitlab-ci.yml', '', 9, 'make'],
    ])
  })

  it('a Makefile', () => {
    const text = 'X := 1\nall: deps\n\t@$(MAKE) -j \\\n\t  lib\n\t-make -j 4\n\nclean:\n\trm -f a # make\n'
    expect(found({ 'lib/Makefile': text })).toEqual([
      ['$(MAKE) -j lib', 'all of Makefile', 'lib', 3, '$(MAKE) -j \\'],
      ['MAKE', 'all of Makefile', 'lib', 3, 'MAKE'],
      ['make -j 4', 'all of Makefile', 'lib', 5, 'make -j 4'],
      ['rm -f a', 'clean of Makefile', 'lib', 8, 'rm -f a'],
    ])
  })

  it('a Dockerfile', () => {
    const text =
      'FROM a\nRUN --mount=type=cache,target=/c apt-get update \\\n && make -j\nRUN ["make", "-j"]\nCMD make\n'
    expect(found({ 'Dockerfile.dev': text })).toEqual([
      ['apt-get update', 'the build of Dockerfile.dev', '', 2, 'apt-get update'],
      ['make -j', 'the build of Dockerfile.dev', '', 3, 'make -j'],
    ])
  })

  it('files that do not mention the tool are not read', () => {
    expect(found({ 'package.json': '{"scripts": {"build": "tsc"}}' })).toEqual([])
  })
})

/** The folder in which each `make` runs; `?` where that cannot be told. */
function folders(path: string, text: string) {
  return commandsIn(sourcesOf({ [path]: text }), /make/)
    .filter(({ command }) => command.words[0]?.text === 'make')
    .map(({ runsIn }) => runsIn ?? '?')
}

describe('the folder of a command', () => {
  it.each([
    ['make', ['a']],
    ['cd lib && make; cd .. ; make', ['a/lib', 'a']],
    ['(cd lib && make) && make', ['a/lib', 'a']],
    ['(cd lib; (cd b; make); make); make', ['a/lib/b', 'a/lib', 'a']],
    ['pushd ./lib/; make', ['a/lib']],
    ['cd "$(pwd)/x" && make', ['?']],
    ['cd $(lib) && make', ['?']],
    ['cd /tmp && make; cd - && make', ['?', '?']],
    ['cd ../../x && make', ['?']],
    ['cd && make', ['?']],
  ])('%s', (script, expected) => {
    expect(folders('a/package.json', JSON.stringify({ scripts: { build: script } }))).toEqual(expected)
  })

  it('is new on each line of a recipe', () => {
    expect(folders('a/Makefile', 'all:\n\tcd b && \\\n\t make\n\tmake\n')).toEqual(['a/b', 'a'])
  })

  it('stays from line to line of a GitLab job', () => {
    const text =
      'one:\n  before_script:\n    - cd b\n  script:\n    - make\n  after_script: [make]\ntwo:\n  script: [make]\n'
    expect(folders('.gitlab-ci.yml', text)).toEqual(['b', '', ''])
  })

  it('is the working directory of a step, its job or its workflow', () => {
    const text = `defaults: { run: { working-directory: ./all } }
jobs:
  one:
    defaults: { run: { working-directory: one } }
    steps:
      - run: make
      - { run: make, working-directory: two }
      - { run: make, working-directory: '$\{{ matrix.folder }}' }
  two:
    steps: [{ run: cd sub && make }]
`
    expect(folders('.github/workflows/ci.yml', text)).toEqual(['one', 'two', '?', 'all/sub'])
  })
})
