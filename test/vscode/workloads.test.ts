import { describe, expect, test } from 'vitest'
import vscode from '../../rules/vscode/ecosystem.ts'
import { GiB, MiB } from '../../src/model/bytes.ts'
import { foldersOf } from './sources.ts'

const SETTINGS = '.vscode/settings.json'

function workloadsOf(files: Readonly<Record<string, unknown>>) {
  return foldersOf(files)
    .flatMap(view => [...vscode.workloads(view)])
    .map(({ kind, folder, title, phase, footprint }) => ({
      kind,
      folder,
      title,
      phase,
      bytes: footprint.bytes,
    }))
}

function lock(packages: number): string {
  return Array.from({ length: packages }, (_, index) => `[[package]]\nname = "p${index}"\n`).join('\n')
}

describe('an editor keeps one server of 2.5 GiB', () => {
  test.each([
    ['a rust-analyzer key', { [SETTINGS]: { 'rust-analyzer.lens.enable': false } }, 'rust-analyzer'],
    ['a nested key', { [SETTINGS]: { 'rust-analyzer': { lens: { enable: false } } } }, 'rust-analyzer'],
    [
      'a recommended extension',
      { '.vscode/extensions.json': { recommendations: ['rust-lang.rust-analyzer'] } },
      'rust-analyzer',
    ],
    ['a workspace', { 'a.code-workspace': { extensions: { recommendations: ['Golang.Go'] } } }, 'gopls'],
    [
      'a devcontainer',
      {
        '.devcontainer/devcontainer.json': {
          customizations: { vscode: { extensions: ['ms-python.python'] } },
        },
      },
      'pylance',
    ],
    ['an old devcontainer', { '.devcontainer.json': { extensions: ['redhat.java'] } }, 'java'],
    [
      'settings in a devcontainer',
      { '.devcontainer/x/devcontainer.json': { settings: { 'clangd.path': 'x' } } },
      'clangd',
    ],
    ['the test settings of Python', { [SETTINGS]: { 'python.testing.pytestEnabled': true } }, 'pylance'],
    ['a limit of the TypeScript server', { [SETTINGS]: { 'js/ts.tsserver.maxMemory': 2048 } }, 'tsserver'],
  ])('shown by %s', (_, files, server) => {
    expect(workloadsOf(files)).toEqual([
      expect.objectContaining({ kind: `vscode/${server}`, folder: '', phase: 'editor', bytes: 2.5 * GiB }),
    ])
  })

  test('and one only, however many servers show', () => {
    const found = workloadsOf({
      [SETTINGS]: { 'python.analysis.indexing': true, 'rust-analyzer.procMacro.enable': false },
      '.vscode/extensions.json': { recommendations: ['ms-vscode.cpptools', 'golang.go'] },
      '.devcontainer/devcontainer.json': { customizations: { vscode: { extensions: ['ms-python.python'] } } },
    })
    expect(found).toEqual([expect.objectContaining({ kind: 'vscode/rust-analyzer', bytes: 2.5 * GiB })])
    expect(found[0]?.title).toContain('Pylance')
  })

  test('one for each folder that can be opened', () => {
    const files = {
      [SETTINGS]: { 'rust-analyzer.checkOnSave': true },
      'web/.vscode/settings.json': { 'python.languageServer': 'Pylance' },
    }
    expect(workloadsOf(files).map(({ folder, kind }) => [folder, kind])).toEqual([
      ['', 'vscode/rust-analyzer'],
      ['web', 'vscode/pylance'],
    ])
  })
})

describe('an editor keeps no server', () => {
  test.each([
    [
      'the built-in TypeScript',
      { [SETTINGS]: { 'typescript.tsdk': 'node_modules/typescript/lib', 'js/ts.tsdk.path': 'x' } },
    ],
    ['a Python terminal setting', { [SETTINGS]: { 'python.terminal.activateEnvironment': false } }],
    [
      'another language server',
      {
        [SETTINGS]: { 'python.languageServer': 'None' },
        '.vscode/extensions.json': { recommendations: ['ms-python.python'] },
      },
    ],
    [
      'an unwanted extension',
      {
        '.vscode/extensions.json': { recommendations: ['golang.go'], unwantedRecommendations: ['golang.Go'] },
      },
    ],
    ['a comment', { [SETTINGS]: '{\n  // "rust-analyzer.checkOnSave": true\n}' }],
    ['nothing', { 'Cargo.toml': '[package]', 'package.json': {} }],
  ])('for %s', (_, files) => {
    expect(workloadsOf(files)).toEqual([])
  })
})

describe('rust-analyzer grows with the crate graph', () => {
  const settings = { 'rust-analyzer.check.command': 'clippy' }

  test('above 300 packages, and less with priming or procedural macros off', () => {
    const bytes = (extra: object, packages: number) =>
      workloadsOf({ [SETTINGS]: { ...settings, ...extra }, 'Cargo.lock': lock(packages) })[0]?.bytes
    expect(bytes({}, 300)).toBe(2.5 * GiB)
    expect(bytes({}, 500)).toBe(2.5 * GiB + 200 * 7 * MiB)
    expect(bytes({ 'rust-analyzer.cachePriming.enable': false }, 500)).toBe(2.5 * GiB + 200 * MiB)
    expect(bytes({ 'rust-analyzer': { procMacro: { enable: false } } }, 500)).toBe(2.5 * GiB + 400 * MiB)
    expect(bytes({ 'rust-analyzer.primeCaches.enable': false }, 500)).toBe(2.5 * GiB + 200 * MiB)
  })

  test('and with linked projects and their lock files', () => {
    const linked = {
      'rust-analyzer.linkedProjects': ['./a/Cargo.toml', `$${'{workspaceFolder}'}/b/Cargo.toml`],
    }
    expect(workloadsOf({ [SETTINGS]: linked })[0]?.bytes).toBe(2.5 * GiB)
    const many = { 'rust-analyzer.linkedProjects': ['a', 'b', 'c', 'd'].map(name => `${name}/Cargo.toml`) }
    expect(workloadsOf({ [SETTINGS]: many })[0]?.bytes).toBe(4.5 * GiB)
    const files = { [SETTINGS]: linked, 'a/Cargo.lock': lock(200), 'b/Cargo.lock': lock(200) }
    expect(workloadsOf(files)[0]?.bytes).toBe(2.5 * GiB + 100 * 7 * MiB)
  })
})

test('settings that are no settings do not disturb', () => {
  const odd = {
    __proto__: null,
    'rust-analyzer': [],
    'rust-analyzer.cargo': null,
    '[rust]': 3,
    'python.languageServer': {},
  }
  expect(() =>
    workloadsOf({ [SETTINGS]: odd, 'a.code-workspace': '[]', '.devcontainer.json': 'null' }),
  ).not.toThrow()
  expect(() =>
    workloadsOf({
      [SETTINGS]: '{ "rust-analyzer.linkedProjects": [{ "crates": [] }, 1], "__proto__": { "x": 1 } }',
    }),
  ).not.toThrow()
})
