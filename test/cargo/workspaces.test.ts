import { describe, expect, test } from 'vitest'
import cargo from '../../rules/cargo/ecosystem.ts'
import { resolvePath } from '../../rules/cargo/view/paths.ts'
import { findWorkspaces } from '../../rules/cargo/view/workspaces.ts'
import { matchesGlob } from '../../rules/common/glob.ts'
import { parseToml } from '../../src/documents/toml.ts'
import type { Sources } from '../../src/model/ecosystem.ts'

function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const paths = Object.keys(files).sort()
  return {
    paths,
    matching: pattern => paths.filter(path => pattern.test(path)),
    has: path => path in files,
    text: path => files[path],
    document: path => (files[path] === undefined ? undefined : parseToml(path, files[path])),
    script: () => ({ commands: [], variables: [] }),
    isIgnored: () => false,
  }
}

/** Each workspace's root with its members, as folders. */
function workspaces(files: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  const found = findWorkspaces(sourcesOf(files))
  return Object.fromEntries(
    found.map(({ root, members }) => [root.folder, members.map(member => member.folder)]),
  )
}

const pkg = (name: string) => `[package]\nname = "${name}"\n`

describe('workspaces', () => {
  test('members are listed, by globs too, or reached by paths', () => {
    const files = {
      'Cargo.toml':
        '[workspace]\nmembers = ["crates/*", "tools/./gen"]\n[workspace.dependencies]\nmud = { path = "deep/mud" }\n',
      'crates/holt/Cargo.toml': `${pkg('holt')}[target.x.dev-dependencies]\nsilt = { path = "../../deep/silt" }\n`,
      'crates/holt/inner/Cargo.toml': pkg('inner'),
      'tools/gen/Cargo.toml': pkg('gen'),
      'deep/mud/Cargo.toml': pkg('mud'),
      'deep/silt/Cargo.toml': `${pkg('silt')}[dependencies]\nclay.path = "../clay"\n`,
      'deep/clay/Cargo.toml': pkg('clay'),
      'deep/lost/Cargo.toml': pkg('lost'),
    }
    expect(workspaces(files)).toEqual({
      '': ['crates/holt', 'tools/gen', 'deep/mud', 'deep/silt', 'deep/clay'],
    })
  })

  test('what is excluded is its own root, unless it is listed', () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["a", "apart/b"]\nexclude = ["apart"]\n',
      'a/Cargo.toml': pkg('a'),
      'apart/b/Cargo.toml': pkg('b'),
      'apart/c/Cargo.toml': pkg('c'),
    }
    expect(workspaces(files)).toEqual({ '': ['a', 'apart/b'], 'apart/c': [] })
  })

  test('a workspace in a workspace has its own members', () => {
    const files = {
      'Cargo.toml': `${pkg('dam')}[workspace]\nmembers = ["*"]\n`,
      'a/Cargo.toml': pkg('a'),
      'fuzz/Cargo.toml': `${pkg('fuzz')}[workspace]\nmembers = ["targets/*"]\n`,
      'fuzz/targets/x/Cargo.toml': pkg('x'),
    }
    expect(workspaces(files)).toEqual({ '': ['a'], fuzz: ['fuzz/targets/x'] })
    expect(findWorkspaces(sourcesOf(files)).map(({ nested }) => nested)).toEqual([false, true])
  })

  test('a package can name its root, which need not be above it', () => {
    const files = {
      'main/Cargo.toml': '[workspace]\nmembers = ["../side"]\n',
      'side/Cargo.toml': `${pkg('side')}workspace = "../main"\n`,
    }
    expect(workspaces(files)).toEqual({ main: ['side'] })
  })

  test('what inherits from a workspace that is not there is left out, and so is what is no manifest', () => {
    const files = {
      'a/Cargo.toml': `${pkg('a')}edition.workspace = true\n`,
      'b/Cargo.toml': `${pkg('b')}[dependencies]\nserde = { workspace = true }\n`,
      'c/Cargo.toml': '[dependencies]\n',
      'd/Cargo.toml': pkg('d'),
    }
    expect(workspaces(files)).toEqual({ d: [] })
  })

  test('packages that depend on each other, and paths that lead nowhere, are no trouble', () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["a", "../../up", "/etc"]\n',
      'a/Cargo.toml': `${pkg('a')}[dependencies]\nb.path = "../b"\nup.path = "../../../up"\n`,
      'b/Cargo.toml': `${pkg('b')}[dependencies]\na.path = "../a"\nself.path = "."\n`,
    }
    expect(workspaces(files)).toEqual({ '': ['a', 'b'] })
  })
})

describe('workloads', () => {
  function counts(files: Readonly<Record<string, string>>): Record<string, unknown> {
    const views = [...cargo.read(sourcesOf(files), { heavyConstructors: {} })]
    const all = views.flatMap(view => [...cargo.workloads(view)])
    return Object.fromEntries(all.map(({ id, count }) => [id, count.value]))
  }

  test.each([
    ['jobs = 7', { kind: 'fixed', processes: 7 }],
    ['jobs = -3', { kind: 'per-cpu', cpus: 'quota', plus: -3 }],
    ['jobs = "default"', { kind: 'per-cpu', cpus: 'quota', plus: 0 }],
    ['target-dir = "out"', { kind: 'per-cpu', cpus: 'quota', plus: 0 }],
  ])('%s', (line, count) => {
    const files = { 'Cargo.toml': pkg('otter'), '.cargo/config.toml': `[build]\n${line}\n` }
    expect(counts(files)).toEqual({ 'cargo/jobs:': count })
  })

  test('no more compilers than there is to compile', () => {
    const files = {
      'Cargo.toml': pkg('otter'),
      'Cargo.lock': '[[package]]\nname = "otter"\n\n[[package]]\nname = "libc"\n',
      'tests/one.rs': '',
    }
    expect(counts(files)).toMatchObject({ 'cargo/jobs:': { kind: 'capped', atMost: 3 } })
  })

  test('the nearest file decides, the one without ending before the other, the root of the project last', () => {
    const build = (jobs: number) => `[build]\njobs = ${jobs}\n`
    const files = {
      '.cargo/config.toml': build(1),
      'a/Cargo.toml': pkg('a'),
      'a/.cargo/config.toml': build(2),
      'a/.cargo/config': build(3),
      'b/Cargo.toml': pkg('b'),
      'c/Cargo.toml': pkg('c'),
    }
    // b and c share one setting, and with it one workload.
    expect(counts(files)).toEqual({
      'cargo/jobs:a': { kind: 'fixed', processes: 3 },
      'cargo/jobs:b': { kind: 'fixed', processes: 1 },
    })
  })

  test('nothing where there is no package and no workspace', () => {
    expect(
      counts({ 'Cargo.toml': '[profile.dev]\ndebug = 0\n', '.cargo/config.toml': 'build.jobs = 4\n' }),
    ).toEqual({})
  })
})

test('globs and paths', () => {
  expect(matchesGlob('crates/*', 'crates/a')).toBe(true)
  expect(matchesGlob('crates/*', 'crates/a/b')).toBe(false)
  expect(matchesGlob('crates/**', 'crates/a/b')).toBe(true)
  expect(matchesGlob('**/x', 'a/b/x')).toBe(true)
  expect(matchesGlob('**/x', 'x')).toBe(true)
  expect(matchesGlob('**/x', 'a/y')).toBe(false)
  expect(matchesGlob('a/b?-*-d', 'a/bc-c-c-d')).toBe(true)
  expect(matchesGlob('a.b+(c)', 'a.b+(c)')).toBe(true)
  expect(matchesGlob('a.b', 'axb')).toBe(false)
  expect(matchesGlob('', '')).toBe(true)
  const hostile = `${'**/'.repeat(60)}${'*a'.repeat(60)}b`
  expect(matchesGlob(hostile, `${'a/'.repeat(60)}${'a'.repeat(60)}`)).toBe(false)
  expect(resolvePath('a/b', '../c/./d/')).toBe('a/c/d')
  expect(resolvePath('a', '../..')).toBeUndefined()
  expect(resolvePath('a', '/etc')).toBeUndefined()
  expect(resolvePath('a', 'C:\\x')).toBeUndefined()
})
