import { describe, expect, it } from 'vitest'
import { runsWith } from '../../rules/common/pipelines/conditions.ts'
import { githubRuns } from '../../rules/common/pipelines/github-runs.ts'
import { gitlabRuns } from '../../rules/common/pipelines/gitlab-runs.ts'
import { matrixRows } from '../../rules/common/pipelines/matrix.ts'
import { loadReaders } from '../../src/documents/index.ts'
import { isTable } from '../../src/model/value.ts'

const read = await loadReaders(['yaml'])
const expression = (text: string) => `$\{{ ${text} }}`

/** The rows of a matrix, each as its names and values. */
function rows(yaml: string) {
  return matrixRows(read('a.yml', 'yaml', yaml).get([]), [])?.map(row =>
    [...row]
      .map(([name, { value }]) => `${name}=${value === undefined ? '?' : JSON.stringify(value)}`)
      .join(' '),
  )
}

const FRUIT = `
fruit: [apple, pear]
animal: [cat, dog]
`

describe('a matrix', () => {
  it('has every combination', () => {
    expect(rows('os: [a, b]\nnode: [1, 2]')).toEqual([
      'os="a" node=1',
      'os="a" node=2',
      'os="b" node=1',
      'os="b" node=2',
    ])
  })

  it('is extended by include where nothing is overwritten, as the documentation has it', () => {
    const include = `${FRUIT}include:
  - color: green
  - color: pink
    animal: cat
  - fruit: apple
    shape: circle
  - fruit: banana
  - fruit: banana
    animal: cat
`
    expect(rows(include)).toEqual([
      'fruit="apple" animal="cat" color="pink" shape="circle"',
      'fruit="apple" animal="dog" color="green" shape="circle"',
      'fruit="pear" animal="cat" color="pink"',
      'fruit="pear" animal="dog" color="green"',
      'fruit="banana"',
      'fruit="banana" animal="cat"',
    ])
  })

  it('loses what exclude names, in part or whole, before include adds', () => {
    const text = `${FRUIT}exclude:\n  - fruit: pear\n  - fruit: apple\n    animal: cat\ninclude:\n  - fruit: pear\n    animal: cat\n`
    expect(rows(text)).toEqual(['fruit="apple" animal="dog"', 'fruit="pear" animal="cat"'])
  })

  it('is a list where it only includes', () => {
    expect(rows('include:\n  - os: a\n  - os: b\n    n: 2')).toEqual(['os="a"', 'os="b" n=2'])
  })

  it('is one run where there is none', () => {
    expect(matrixRows(undefined, [])).toHaveLength(1)
  })

  it('keeps what is known beside what is worked out', () => {
    expect(rows(`os: [a, b]\nnode: ${expression("fromJSON('[1]')")}`)).toEqual([
      'os="a" node=?',
      'os="b" node=?',
    ])
    expect(rows(`os: [a, "${expression('inputs.os')}"]`)).toEqual(['os="a"', 'os=?'])
    expect(rows(`os: [a, b]\nexclude:\n  - os: "${expression('inputs.os')}"`)).toEqual([])
    expect(rows(`os: [a]\ninclude: ${expression('fromJSON(inputs.more)')}`)).toEqual(['os="a"'])
  })

  it.each([
    ['all of it is worked out', expression('fromJSON(needs.a.outputs.b)')],
    ['what is left out is', `os: [a]\nexclude: ${expression('fromJSON(inputs.less)')}`],
    ['it is larger than any', `a: [${'1, '.repeat(20)}1]\nb: [${'1, '.repeat(20)}1]`],
  ])('cannot be told where %s', (_, text) => {
    expect(rows(text)).toBeUndefined()
  })
})

/** The labels of a job, and where each is written. */
function labels(job: string) {
  const document = read('.github/workflows/ci.yml', 'yaml', `jobs:\n  test:\n${job.replace(/^/gm, '    ')}\n`)
  return githubRuns(document, 'test').map(
    ({ runner }) => runner && [runner.label, runner.at.at.slice(2).join('.')],
  )
}

const matrixOf = (runsOn: string, matrix: string) =>
  `runs-on: ${runsOn}\nstrategy:\n  matrix:\n${matrix.replace(/^/gm, '    ')}`

describe('a job of GitHub names', () => {
  it.each([
    ['one label', 'runs-on: ubuntu-latest', [['ubuntu-latest', 'runs-on']]],
    ['a list of one', 'runs-on: [ubuntu-latest]', [['ubuntu-latest', 'runs-on.0']]],
    ['machines of somebody’s own', 'runs-on: [self-hosted, linux]', [undefined]],
    ['a group', 'runs-on:\n  group: large\n  labels: ubuntu-latest', [undefined]],
    ['what is handed in', `runs-on: ${expression('inputs.runner')}`, [undefined]],
    [
      'one or the other',
      `runs-on: ${expression("github.repository == 'a/b' && 'big' || 'ubuntu-latest'")}`,
      [undefined],
    ],
    [
      'a container on a machine',
      'runs-on: ubuntu-latest\ncontainer: node:24',
      [['ubuntu-latest', 'runs-on']],
    ],
    ['nothing, as it calls another workflow', 'uses: ./.github/workflows/other.yml', [undefined]],
    [
      'what the matrix has',
      matrixOf(expression('matrix.os'), 'os: [a, b]'),
      [
        ['a', 'strategy.matrix.os.0'],
        ['b', 'strategy.matrix.os.1'],
      ],
    ],
    [
      'a part of it',
      matrixOf(`${expression('matrix.os')}-latest`, 'os: [ubuntu]'),
      [['ubuntu-latest', 'runs-on']],
    ],
    [
      'a key of it',
      matrixOf(expression('matrix.on.runner'), 'on:\n  - { runner: a, x: 1 }'),
      [['a', 'strategy.matrix.on.0.runner']],
    ],
    [
      'what one row has, and otherwise',
      matrixOf(expression("matrix.os || 'b'"), 'n: [1, 2]\ninclude:\n  - { n: 1, os: a }'),
      [
        ['a', 'strategy.matrix.include.0.os'],
        ['b', 'runs-on'],
      ],
    ],
    [
      'lists in the matrix',
      matrixOf(expression('matrix.os'), 'os: [[self-hosted, x], [a]]'),
      [undefined, ['a', 'strategy.matrix.os.1.0']],
    ],
    ['what nothing sets', matrixOf(expression('matrix.system'), 'os: [a]'), [undefined]],
    ['a list in text', matrixOf(expression('fromJSON(matrix.os)'), 'os: [\'["a"]\']'), [undefined]],
  ])('%s', (_, job, expected) => {
    expect(labels(job)).toEqual(expected)
  })
})

describe('a step with a condition', () => {
  const document = read(
    'ci.yml',
    'yaml',
    `jobs:\n  test:\n${matrixOf(expression('matrix.os'), 'os: [ubuntu-latest, macos-14, windows-2025]\ninclude:\n  - { os: macos-14, slow: yes }').replace(/^/gm, '    ')}\n`,
  )
  const runs = githubRuns(document, 'test')
  it.each([
    ["github.event_name == 'push' || always()", ['ubuntu-latest', 'macos-14', 'windows-2025']],
    ["runner.os == 'Linux'", ['ubuntu-latest']],
    ["runner.os != 'windows'", ['ubuntu-latest', 'macos-14']],
    [expression("matrix.os == 'macos-14'"), ['macos-14']],
    ["startsWith(matrix.os, 'ubuntu') && github.ref == 'refs/heads/main'", ['ubuntu-latest']],
    ["!startsWith(matrix.os, 'ubuntu') && runner.os != 'macOS'", ['windows-2025']],
    ["contains(matrix.os, 'mac')", ['macos-14']],
    ["matrix.slow == 'yes'", ['macos-14']],
    ["runner.os == 'Linux' || matrix.slow", []],
    ['matrix.slow', []],
  ])('%s', (condition, expected) => {
    expect(runsWith(condition, runs).map(({ runner }) => runner?.label)).toEqual(expected)
  })
})

/** The labels of a job of GitLab. */
function tags(yaml: string, job = 'test') {
  const document = read('.gitlab-ci.yml', 'yaml', yaml)
  expect(isTable(document.get([]))).toBe(true)
  return gitlabRuns(document, job).map(({ runner }) => runner?.label)
}

describe('a job of GitLab names', () => {
  it.each([
    ['its one tag', 'test:\n  tags: [saas-linux-small-amd64]', ['saas-linux-small-amd64']],
    ['several of somebody’s own', 'test:\n  tags: [docker, big]', []],
    ['a tag that is put together', 'test:\n  tags: ["saas-$SIZE"]', [undefined]],
    ['the default', 'default:\n  tags: [a]\ntest:\n  script: b', ['a']],
    [
      'no default that it does not inherit',
      'default:\n  tags: [a]\ntest:\n  inherit: { default: false }\n  script: b',
      [],
    ],
    ['what it extends', '.a:\n  tags: [a]\ndefault:\n  tags: [d]\ntest:\n  extends: .a', ['a']],
    ['the last that it extends', '.a:\n  tags: [a]\n.b:\n  tags: [b]\ntest:\n  extends: [.a, .b]', ['b']],
    ['its own before that', '.a:\n  tags: [a]\ntest:\n  extends: .a\n  tags: [t]', ['t']],
    ['nothing where another file has it', 'test:\n  extends: .a', []],
    ['nothing where it extends itself', '.a:\n  extends: .a\ntest:\n  extends: .a', []],
    [
      'a default that another file may change',
      'include: a.yml\ndefault:\n  tags: [a]\ntest:\n  script: b',
      [],
    ],
    ['nothing, and nobody knows where that is', 'test:\n  script: b', []],
    [
      'nothing, on gitlab.com',
      'test:\n  script: b\nother:\n  tags: [saas-linux-large-amd64]',
      ['saas-linux-small-amd64'],
    ],
    ['a reference', 'test:\n  tags: !reference [.a, tags]', []],
    [
      'what the matrix has',
      'test:\n  tags: [$RUNNER]\n  parallel:\n    matrix:\n      - RUNNER: [a, b]\n        N: 1\n      - RUNNER: c',
      ['a', 'b', 'c'],
    ],
  ])('%s', (_, yaml, expected) => {
    expect(tags(yaml)).toEqual(expected)
  })

  it('nothing for a template', () => {
    expect(tags('.a:\n  tags: [a]', '.a')).toEqual([])
  })
})
