import { describe, expect, it } from 'vitest'
import { manifestsAndLocks } from '../../rules/common/npm/locks.ts'
import { versionIn } from '../../rules/common/npm/versions.ts'
import { loadReaders } from '../../src/documents/index.ts'
import { makeSources } from '../../src/project/sources.ts'

const read = await loadReaders(['jsonc'])
const owns = manifestsAndLocks(/vitest/)

function version(files: Readonly<Record<string, string>>, folder = '') {
  const sources = makeSources({
    files: Object.keys(files),
    read: path => ({ kind: 'text', text: files[path] ?? '' }),
    formatOf: path => (path.endsWith('package.json') ? owns[0]?.format : undefined),
    parse: read,
    isIgnored: () => false,
  })
  const found = versionIn(sources, folder, 'vitest')
  return found && `${found.major}.${found.minor} from ${found.from}`
}

const manifest = (range: string) => JSON.stringify({ devDependencies: { vitest: range } })

describe('the version of a package', () => {
  it.each([
    [
      'package-lock.json',
      '{"packages": {"node_modules/vitest": {\n "version": "3.2.4"}, "node_modules/@vitest/ui": {"version": "4.0.0"}}}',
    ],
    [
      'pnpm-lock.yaml',
      "packages:\n\n  '@vitest/ui@4.0.0':\n    x: 1\n\n  vitest@3.2.4(jsdom@26.0.0):\n    x: 1\n",
    ],
    ['pnpm-lock.yaml', 'packages:\n\n  /vitest/3.2.4:\n    x: 1\n'],
    ['pnpm-lock.yaml', 'packages:\n\n  /vitest@3.2.4:\n    x: 1\n'],
    ['yarn.lock', 'vite@^6.0.0:\n  version "6.0.0"\n\nvitest@^3.0.0, vitest@^3.1.0:\n  version "3.2.4"\n'],
    ['yarn.lock', '"vitest@npm:^3.0.0":\n  version: 3.2.4\n  resolution: "vitest@npm:3.2.4"\n'],
    ['bun.lock', '{"packages": {"vitest": ["vitest@3.2.4", "", {}]}}'],
  ])('is that of %s', (file, text) => {
    expect(version({ 'package.json': manifest('^3.0.0'), [file]: text })).toBe(`3.2 from ${file}`)
    expect(version({ 'package.json': manifest('^3.0.0'), [file]: text }, 'packages/a')).toBe(
      `3.2 from ${file}`,
    )
  })

  it.each([
    ['^3.1.0', '3.1 from package.json'],
    ['~3.1', '3.1 from package.json'],
    ['3.1.4', '3.1 from package.json'],
    ['3.x', '3.0 from package.json'],
    ['>=2', undefined],
    ['^2 || ^3', undefined],
    ['latest', undefined],
    ['workspace:*', undefined],
  ])('is that of a range where nothing is locked: %s', (range, expected) => {
    expect(version({ 'package.json': manifest(range) })).toBe(expected)
  })

  it('is what is locked where the range allows several', () => {
    const lock = '{"packages": {"node_modules/vitest": {"version": "4.0.8"}}}'
    expect(version({ 'package.json': manifest('>=3'), 'package-lock.json': lock })).toBe(
      '4.0 from package-lock.json',
    )
  })

  it('is that of the range where several are locked, else unknown', () => {
    const lock = 'packages:\n\n  vitest@2.1.9:\n    x: 1\n\n  vitest@3.2.4:\n    x: 1\n'
    expect(version({ 'package.json': manifest('^2.0.0'), 'pnpm-lock.yaml': lock })).toBe(
      '2.1 from pnpm-lock.yaml',
    )
    expect(version({ 'package.json': manifest('catalog:'), 'pnpm-lock.yaml': lock })).toBeUndefined()
  })

  it('is that of the nearest manifest that asks', () => {
    const files = {
      'package.json': manifest('^2.0.0'),
      'a/package.json': manifest('^4.0.0'),
      'b/package.json': '{}',
    }
    expect(version(files, 'a')).toBe('4.0 from a/package.json')
    expect(version(files, 'b')).toBe('2.0 from package.json')
    expect(version({ 'package.json': '{}' })).toBeUndefined()
  })
})
