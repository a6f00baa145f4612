import { describe, expect, it } from 'vitest'
import { packageManagerOf } from '../../src/init/package-manager.ts'
import type { Sources } from '../../src/model/ecosystem.ts'
import { table, type Value } from '../../src/model/value.ts'

/** How memlint is installed and started in a repository with these files, whose package.json holds this. */
function commands(files: readonly string[], manifest: Record<string, Value> = {}) {
  const sources = { has: path => files.includes(path) } as Pick<Sources, 'has'> as Sources
  const found = packageManagerOf(sources, table(Object.entries(manifest)))
  return `${found?.add} memlint; ${found?.exec} memlint`
}

describe('the package manager', () => {
  it('is the one whose lock file is there, else npm', () => {
    expect(commands([])).toBe('npm install --save-dev memlint; npx memlint')
    expect(commands(['package-lock.json'])).toBe('npm install --save-dev memlint; npx memlint')
    expect(commands(['pnpm-lock.yaml'])).toBe('pnpm add --save-dev memlint; pnpm exec memlint')
    expect(commands(['bun.lockb'])).toBe('bun add --dev memlint; bunx memlint')
    expect(commands(['yarn.lock'])).toBe('yarn add --dev memlint; yarn run memlint')
  })

  it('is the one that package.json names, whatever lies around', () => {
    expect(commands(['yarn.lock'], { packageManager: 'pnpm@10.1.0+sha512.abc' })).toMatch(/^pnpm add/)
    expect(commands([], { devEngines: table([['packageManager', table([['name', 'bun']])]]) })).toMatch(
      /^bun add/,
    )
    expect(commands([], { packageManager: 'cnpm@9' })).toMatch(/^npm install/)
  })

  it('is told where it would refuse to add to the root of a workspace', () => {
    expect(commands(['pnpm-lock.yaml', 'pnpm-workspace.yaml'])).toContain('--workspace-root')
    const workspaces = ['packages/*']
    expect(commands(['yarn.lock'], { workspaces })).toContain('--ignore-workspace-root-check')
    expect(commands(['yarn.lock', '.yarnrc.yml'], { workspaces })).not.toContain('root-check')
    expect(commands([], { workspaces, packageManager: 'yarn@4.5.0' })).not.toContain('root-check')
    expect(commands([], { workspaces, packageManager: 'yarn@1.22.22' })).toContain('root-check')
  })

  it('is nobody where there is no package.json', () => {
    const sources = { has: () => true } as Pick<Sources, 'has'> as Sources
    expect(packageManagerOf(sources, undefined)).toBeUndefined()
  })
})
