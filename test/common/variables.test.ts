import { describe, expect, it } from 'vitest'
import { variableFiles, variablesIn } from '../../rules/common/variables.ts'
import { loadReaders, loadShell } from '../../src/documents/index.ts'
import { makeSources } from '../../src/project/sources.ts'

const read = await loadReaders(['jsonc', 'yaml', 'lines'])
const readShell = await loadShell()
const owns = variableFiles(/FLAGS/)

/** Of each variable: name, value, when it is set, and how its value is written. */
function found(path: string, text: string) {
  const sources = makeSources({
    files: [path],
    read: () => ({ kind: 'text', text }),
    formatOf: file => owns.find(owned => owned.path.test(file))?.format,
    parse: read,
    readShell,
    isIgnored: () => false,
  })
  return variablesIn(sources, /FLAGS/).map(({ name, value, when, written }) => {
    const { document, at, part } = written
    expect(document.spanWithin?.(at, part) ?? document.get(at)).toBeDefined()
    return [name, value, when, written.piece.text]
  })
}

describe('variables of', () => {
  it.each([
    ['FLAGS=-j make', '-j', '-j'],
    ['FLAGS="-j -k" make', '-j -k', '"-j -k"'],
    ['export FLAGS=-j && make', '-j', '-j'],
    ["cross-env A=1 FLAGS='-j 4' make", '-j 4', "'-j 4'"],
    ['npx cross-env FLAGS=-j make B=2', '-j', '-j'],
    ['env -i FLAGS=-j make', '-j', '-j'],
    ['set FLAGS=-j&& make', '-j', '-j'],
  ])('a script of package.json: %s', (script, value, written) => {
    const text = JSON.stringify({ scripts: { build: script } })
    const all = found('package.json', text).filter(([name]) => name === 'FLAGS')
    expect(all).toEqual([['FLAGS', value, 'npm run build', written]])
  })

  it.each(['make FLAGS=-j', 'FLAGS=$(nproc) make', 'echo FLAGS=-j'])('no command of %s', script => {
    expect(found('package.json', JSON.stringify({ scripts: { build: script } }))).toEqual([])
  })

  it('a GitHub workflow', () => {
    const text = [
      'env:\n  FLAGS: -a\njobs:\n  test:\n    env:\n      FLAGS: "-b"\n    steps:',
      "      - env:\n          FLAGS: '-c'\n        run: |\n          export FLAGS=-d\n          export FLAGS=-d",
      '      - run: echo "FLAGS=-e" >> "$GITHUB_ENV"\n      - env:\n          FLAGS: $'.concat(
        '{{ matrix.flags }}\n        run: ls\n',
      ),
    ].join('\n')
    expect(found('.github/workflows/ci.yml', text)).toEqual([
      ['FLAGS', '-d', 'job test of ci.yml', '-d'],
      ['FLAGS', '-d', 'job test of ci.yml', '-d'],
      ['FLAGS', '-e', 'job test of ci.yml', '-e"'],
      ['FLAGS', '-a', 'every job of ci.yml', '-a'],
      ['FLAGS', '-b', 'job test of ci.yml', '-b'],
      ['FLAGS', '-c', 'job test of ci.yml', '-c'],
    ])
  })

  it('a number', () => {
    const text = 'env:\n  FLAGS: 16\njobs:\n  test:\n    env:\n      FLAGS: true\n    steps: []\n'
    expect(found('.github/workflows/ci.yml', text)).toEqual([['FLAGS', '16', 'every job of ci.yml', '16']])
  })

  it('a GitLab pipeline', () => {
    const text =
      'variables:\n  FLAGS: -a\n  OTHER:\n    value: -b\n    description: x\nbuild:\n  variables:\n    FLAGS: -c\n'
    expect(found('.gitlab-ci.yml', text)).toEqual([
      ['FLAGS', '-a', 'every job of .gitlab-ci.yml', '-a'],
      ['OTHER', '-b', 'every job of .gitlab-ci.yml', '-b'],
      ['FLAGS', '-c', 'job build of .gitlab-ci.yml', '-c'],
    ])
  })

  it('a compose file', () => {
    const text =
      'services:\n  a:\n    environment:\n      FLAGS: -a\n  b:\n    environment:\n      - FLAGS=-b -c\n      - DEBUG\n'
    expect(found('docker-compose.dev.yml', text)).toEqual([
      ['FLAGS', '-a', 'service a', '-a'],
      ['FLAGS', '-b -c', 'service b', '-b -c'],
    ])
  })

  it('a Dockerfile', () => {
    const text =
      'FROM a\nENV A=1 \\\n    FLAGS="-a b"\nENV FLAGS -c d\nENV FLAGS="-j$(nproc)" B=$A\nRUN FLAGS=-e make\nARG FLAGS=1\n'
    expect(found('Dockerfile', text)).toEqual([
      ['FLAGS', '-e', 'the build of Dockerfile', '-e'],
      ['A', '1', 'the image of Dockerfile', '1'],
      ['FLAGS', '-a b', 'the image of Dockerfile', '"-a b"'],
      ['FLAGS', '-c d', 'the image of Dockerfile', '-c d'],
      ['FLAGS', '-j$(nproc)', 'the image of Dockerfile', '"-j$(nproc)"'],
    ])
  })

  it('a file for dotenv', () => {
    const text = '# FLAGS=-x\nFLAGS=-a\nexport FLAGS="-b c" # why\nFLAGS=-d # why\nFLAGS=\n'
    expect(found('web/.env.local', text)).toEqual([
      ['FLAGS', '-a', 'what reads .env.local', '-a'],
      ['FLAGS', '-b c', 'what reads .env.local', '"-b c"'],
      ['FLAGS', '-d', 'what reads .env.local', '-d'],
    ])
  })
})
