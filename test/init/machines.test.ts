import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/documents/yaml.ts'
import { findPreset } from '../../src/host/presets.ts'
import { githubMachines, gitlabMachines } from '../../src/init/machines.ts'

function github(runsOn: string, more = ''): readonly string[] {
  const text = `jobs:\n  a:\n    runs-on: ${runsOn}\n${more}    steps:\n      - uses: actions/checkout@v6\n`
  return githubMachines([parseYaml('ci.yml', text)]).map(({ preset }) => preset)
}

function expression(name: string): string {
  return `\${{ ${name} }}`
}

function gitlab(text: string): readonly string[] {
  return gitlabMachines(parseYaml('.gitlab-ci.yml', text)).map(({ preset }) => preset)
}

describe('machines of CI', () => {
  it.each([
    ['ubuntu-latest', 'github-ubuntu'],
    ['ubuntu-22.04', 'github-ubuntu'],
    ['ubuntu-24.04-arm', 'github-ubuntu-arm'],
    ['ubuntu-slim', 'github-ubuntu-slim'],
    ['windows-2025', 'github-windows'],
    ['macos-latest', 'github-macos'],
    ['macos-15', 'github-macos'],
    ['macos-13', 'github-macos-intel'],
    ['macos-15-intel', 'github-macos-intel'],
    ['{ group: large, labels: [ubuntu-latest] }', 'github-ubuntu'],
  ])('%s is the preset %s, which is there', (label, preset) => {
    expect(github(label)).toEqual([preset])
    expect(findPreset(preset)).toBeDefined()
  })

  it('those of other people are unknown', () => {
    for (const label of [
      'self-hosted',
      '[self-hosted, linux]',
      'ubuntu-latest-16-cores',
      'macos-15-xlarge',
      expression('inputs.os'),
    ])
      expect(github(label)).toEqual([])
  })

  it('a matrix is looked up, each machine once', () => {
    const matrix =
      '    strategy:\n      matrix:\n        os: [ubuntu-latest, ubuntu-24.04]\n        include: [{ os: windows-latest }, { python: 3 }]\n'
    expect(github(expression('matrix.os'), matrix)).toEqual(['github-ubuntu', 'github-windows'])
    expect(github(expression('matrix.runner'), matrix)).toEqual([])
  })

  it('a job that checks nothing out does not count, nor one that another workflow runs', () => {
    const text =
      'jobs:\n  a:\n    runs-on: ubuntu-slim\n    steps: [{ run: gh issue list }]\n  b:\n    uses: ./.github/workflows/c.yml\n'
    expect(githubMachines([parseYaml('ci.yml', text)])).toEqual([])
  })

  it("GitLab's are named by tags; without any it is the small one", () => {
    expect(gitlab('test: { script: make }\n')).toEqual(['gitlab-small'])
    expect(gitlab('a: { tags: [saas-linux-large-amd64] }\nb: { tags: [saas-linux-medium-amd64] }\n')).toEqual(
      ['gitlab-large', 'gitlab-medium'],
    )
    expect(gitlab('a: { tags: [our-own] }\n')).toEqual([])
    for (const preset of ['gitlab-small', 'gitlab-medium', 'gitlab-large'])
      expect(findPreset(preset)).toBeDefined()
  })
})
