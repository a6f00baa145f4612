import { describe, expect, it } from 'vitest'
import { commandFiles, commandsIn } from '../../rules/common/commands.ts'
import { loadReaders, loadShell } from '../../src/documents/index.ts'
import { makeSources } from '../../src/project/sources.ts'

const read = await loadReaders(['jsonc', 'yaml', 'lines'])
const readShell = await loadShell()
const owns = commandFiles(/tool/)
const CI = '.github/workflows/ci.yml'

/** The jobs that call each command of a tool. */
function callers(files: Readonly<Record<string, string>>) {
  const sources = makeSources({
    files: Object.keys(files),
    read: path => ({ kind: 'text', text: files[path] ?? '' }),
    formatOf: path => owns.find(owned => owned.path.test(path))?.format,
    parse: read,
    readShell,
    isIgnored: () => false,
  })
  return commandsIn(sources, /\btool\b/)
    .filter(({ command }) => command.words[0]?.text === 'tool')
    .map(command => command.callers().map(({ when }) => when))
}

function scripts(all: Readonly<Record<string, string>>): string {
  return JSON.stringify({ scripts: all })
}

/** A workflow with a job for each script, called by the letters. */
function workflow(...runs: readonly string[]): string {
  const jobs = runs.map(
    (run, index) => `  ${'abcdefghij'[index]}:\n    steps:\n      - run: ${JSON.stringify(run)}\n`,
  )
  return `jobs:\n${jobs.join('')}`
}

describe('a script of package.json is called', () => {
  it.each([
    'npm test',
    'npm t',
    'npm run test',
    'pnpm test',
    'pnpm run test',
    'yarn test',
    'yarn run test',
    'bun run test',
    'CI=1 npm test -- --ci',
    'npm --prefix . test -s',
  ])('by %s', run => {
    expect(callers({ 'package.json': scripts({ test: 'tool' }), [CI]: workflow(run) })).toEqual([
      ['job a of ci.yml'],
    ])
  })

  it.each([
    'npm x',
    'npm run other',
    'npm test -- -w 2',
    'npm test "$ARGS"',
    'npm -w web test',
    'pnpm -r test',
    'bun test',
    'npm test --prefix web',
    'npm ci',
  ])('not by %s', run => {
    expect(callers({ 'package.json': scripts({ test: 'tool' }), [CI]: workflow(run) })).toEqual([[]])
  })

  it('from another folder', () => {
    const runs = [
      'cd web && npm test',
      'npm --prefix web test',
      'yarn --cwd=web test',
      'cd web/.. && npm test',
      'cd $HOME && npm test',
    ]
    expect(callers({ 'web/package.json': scripts({ test: 'tool' }), [CI]: workflow(...runs) })).toEqual([
      ['job a of ci.yml', 'job b of ci.yml', 'job c of ci.yml'],
    ])
  })

  it('through others, also where these call each other', () => {
    const manifest = scripts({ test: 'npm run unit', unit: 'tool && npm run test', alone: 'tool' })
    expect(
      callers({ 'package.json': manifest, [CI]: workflow('make check'), Makefile: 'check:\n\tnpm test\n' }),
    ).toEqual([['job a of ci.yml'], []])
  })
})

describe('a recipe is called', () => {
  it.each(['make test', 'gmake -k test', 'make -j4 lint test', 'make -C . test', 'make all'])(
    'by %s',
    run => {
      const makefile = 'all: lint test ## everything\n\nlint:\n\ttrue\ntest other:\n\ttool\n'
      expect(callers({ Makefile: makefile, [CI]: workflow(run) })).toEqual([['job a of ci.yml']])
    },
  )

  it.each(['make', 'make lint', 'make test N=2', 'make -f other.mk test', 'make -C web test'])(
    'not by %s',
    run => {
      expect(callers({ Makefile: 'lint:\n\ttrue\ntest:\n\ttool\n', [CI]: workflow(run) })).toEqual([[]])
    },
  )
})
