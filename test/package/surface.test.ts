import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as api from '../../src/index.ts'
import * as testing from '../../src/testing/fixture.ts'
import { project } from '../cli/project.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const { noticesOf } = await import(join(ROOT, 'scripts/notices.mjs'))

describe.each([
  ['types/index.d.ts', api],
  ['types/testing.d.ts', testing],
])('%s', (path, module) => {
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n')
  const declarations = lines.flatMap((line, index) =>
    /^export /.test(line) && line !== 'export { }' ? [{ line, before: lines[index - 1] }] : [],
  )

  it('describes everything', () => {
    expect(declarations.length).toBeGreaterThan(5)
    expect(declarations.filter(({ before }) => !before?.endsWith('*/')).map(({ line }) => line)).toEqual([])
  })

  it('declares what the module exports', () => {
    const values = declarations.flatMap(({ line }) => /(?:function|const|class) (\w+)/.exec(line)?.[1] ?? [])
    expect(values.sort()).toEqual(Object.keys(module).sort())
  })

  it('mentions nothing that is inside', () => {
    expect(lines.filter(line => /\bfrom '\.|import\("/.test(line))).toEqual([])
  })
})

describe('the notices of what is bundled', () => {
  it('have a section with the licence for every package', () => {
    const notices = readFileSync(join(ROOT, 'dist/licenses.txt'), 'utf8')
    for (const name of ['yargs', 'valibot', 'yaml', 'web-tree-sitter', 'tree-sitter-python', '@iarna/toml'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC)\\)\\n\\n\\S`, 'm'))
    const { length } = notices.match(/^-{72}$/gm) ?? []
    expect(notices.match(/copyright/gi)?.length).toBeGreaterThanOrEqual(length ?? 0)
  })

  it('stop the build where a package may not be bundled', () => {
    const installed = (license: string, files: Record<string, string>) =>
      project({
        ...files,
        'node_modules/@a/b/package.json': JSON.stringify({ name: '@a/b', version: '1.0.0', license }),
      })
    const text = { 'node_modules/@a/b/LICENSE': 'Copyright (c) A\n' }
    const inputs = ['src/index.ts', 'node_modules/@a/b/lib/x.js']
    expect(noticesOf(installed('MIT', text), inputs)).toContain('@a/b 1.0.0 (MIT)\n\nCopyright (c) A\n')
    expect(() => noticesOf(installed('GPL-3.0', text), inputs)).toThrow('GPL-3.0: it may not be bundled')
    expect(() => noticesOf(installed('MIT', {}), inputs)).toThrow('no text of its licence')
  })
})
