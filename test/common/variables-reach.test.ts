import { describe, expect, it } from 'vitest'
import { commandsIn } from '../../rules/common/commands.ts'
import { variableFor } from '../../rules/common/variables/reach.ts'
import { variableFiles, variablesIn } from '../../rules/common/variables.ts'
import { loadReaders, loadShell } from '../../src/documents/index.ts'
import { makeSources } from '../../src/project/sources.ts'

const read = await loadReaders(['jsonc', 'yaml', 'lines'])
const readShell = await loadShell()
const owns = variableFiles(/JOBS/)

/** Of each command that says a name behind `make`: what JOBS is for it. */
function jobsOf(path: string, text: string) {
  const sources = makeSources({
    files: [path],
    read: () => ({ kind: 'text', text }),
    formatOf: file => owns.find(owned => owned.path.test(file))?.format,
    parse: read,
    readShell,
    isIgnored: () => false,
  })
  const variables = variablesIn(sources, /JOBS/)
  return commandsIn(sources, /JOBS/)
    .filter(({ command }) => command.words[0]?.text === 'make')
    .map(command => [command.command.words[1]?.text, variableFor(command, variables)?.value])
}

describe('the variable that a command gets', () => {
  it('in a GitHub workflow', () => {
    const text = [
      'env:\n  JOBS: 1\njobs:\n  a:\n    env:\n      JOBS: 2\n    steps:\n      - run: JOBS=3 make a && make b',
      '      - env:\n          JOBS: 4\n        run: make c\n      - run: echo "JOBS=5" >> "$GITHUB_ENV" && make d',
      '      - run: make e\n  f:\n    steps:\n      - run: make f\n      - run: export JOBS=6 && make g\n',
    ].join('\n')
    expect(jobsOf('.github/workflows/ci.yml', text)).toEqual([
      ...[
        ['a', '3'],
        ['b', '2'],
        ['c', '4'],
        ['d', '2'],
        ['e', '5'],
        ['f', '1'],
        ['g', '6'],
      ],
    ])
  })

  it('in a GitLab pipeline', () => {
    const text =
      'variables:\n  JOBS: 1\na:\n  script: make a\nb:\n  variables:\n    JOBS: 2\n  script:\n    - make b\n'
    expect(jobsOf('.gitlab-ci.yml', text)).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
  })

  it('in a Dockerfile', () => {
    const text = 'FROM a\nRUN make a\nENV JOBS=1\nRUN make b\nRUN JOBS=2 make c\n'
    expect(jobsOf('Dockerfile', text)).toEqual([
      ['a', undefined],
      ['b', '1'],
      ['c', '2'],
    ])
  })

  it('in scripts of their own', () => {
    const scripts = { a: 'JOBS=1 make a', b: 'make b', c: 'export JOBS=2; make c' }
    expect(jobsOf('package.json', JSON.stringify({ scripts }))).toEqual([
      ['a', '1'],
      ['b', undefined],
      ['c', '2'],
    ])
  })
})
