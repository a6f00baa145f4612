import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check, explain, type Plugin } from '../../src/index.ts'
import { memlint, project } from '../cli/project.ts'

/** A tool that memlint does not know, and one rule for it: plain JavaScript, so that no copy of memlint is needed. */
const PLUGIN = `
const remake = {
  id: 'remake', title: 'remake', url: 'https://example.org', owns: [{ path: /Makefile$/, format: 'lines' }],
  *read(sources) { for (const path of sources.matching(/Makefile$/)) yield sources.document(path) },
  *workloads() {},
}
const rule = {
  id: 'remake/unbounded', ecosystem: remake, summary: 'remake starts everything at once', why: 'It has no limit.',
  severity: 'warning', confidence: 'high', fixes: [], dependsOnHost: false, references: ['https://example.org/remake'],
  *check(document) {
    const line = document.get([]).findIndex(text => /remake -j$/.test(text))
    if (line >= 0) yield { at: { value: undefined, document, at: [line] }, message: 'remake -j has no limit' }
  },
}
`
const FILES = {
  Makefile: 'all:\n\tremake -j\n',
  'memlint.config.json': '{"hosts":["github-ubuntu"]}',
  'plugin.mjs': `${PLUGIN}\nexport const rules = [rule]\n`,
}

describe('a plugin', () => {
  it.each([
    ['an ES module', 'plugin.mjs', FILES['plugin.mjs']],
    [
      'an ES module that waits for something',
      'waits.mjs',
      `await 0\n${PLUGIN}\nexport const rules = [rule]\n`,
    ],
    ['a default export', 'default.mjs', `${PLUGIN}\nexport default { rules: [rule] }\n`],
    ['CommonJS', 'plugin.cjs', `${PLUGIN}\nmodule.exports = { rules: [rule] }\n`],
  ])('may be %s', async (_, name, text) => {
    const { out, err, code } = await memlint(project({ ...FILES, [name]: text }), ['--plugin', name])
    expect([code, err]).toEqual([1, ''])
    expect(out).toContain('warning[remake/unbounded] remake -j has no limit')
  })

  it('has its rules selected, ignored, silenced and configured like any other', async () => {
    const run = async (more: Record<string, string>, ...args: string[]) => {
      const { out, err } = await memlint(project({ ...FILES, ...more }), [
        ...['--plugin', 'plugin.mjs', '--format', 'json', ...args],
      ])
      expect(err).toBe('')
      return JSON.parse(out).findings
    }
    expect(await run({}, '--select', 'remake/unbounded')).toHaveLength(1)
    expect(await run({}, '--select', 'remake')).toHaveLength(1)
    expect(await run({}, '--ignore', 'remake/unbounded')).toEqual([])
    expect(await run({ 'memlint.config.json': '{"rules":{"remake/unbounded":"off"}}' })).toEqual([])
    expect(await run({ 'memlint.config.json': '{"rules":{"remake/unbounded":"error"}}' })).toMatchObject([
      { severity: 'error' },
    ])
    const ignore = '{"ignore":[{"rule":"remake/unbounded","reason":"a toy"}]}'
    expect(await run({ 'memlint.config.json': ignore })).toMatchObject([{ silenced: { by: 'config' } }])
    const commented = { Makefile: '# memlint-ignore remake/unbounded: a toy\nall: ; remake -j\n' }
    expect(await run(commented)).toMatchObject([{ silenced: { by: 'comment', reason: 'a toy' } }])
  })

  it('has its rules listed and explained', async () => {
    const folder = project(FILES)
    const listed = await memlint(folder, ['rules', '--plugin', 'plugin.mjs'])
    expect(listed.out).toMatch(/^remake\/unbounded +warning +remake starts everything at once$/m)
    const { rules } = JSON.parse(
      (await memlint(folder, ['rules', '--format', 'json', '--plugin', 'plugin.mjs'])).out,
    )
    expect(rules.at(-1)).toMatchObject({ id: 'remake/unbounded', ecosystem: 'remake' })
    const { out } = await memlint(folder, ['explain', 'remake/unbounded', '--plugin', 'plugin.mjs'])
    expect(out).toMatch(
      /^# remake\/unbounded\n\nremake starts[\s\S]*## Why\n\nIt has no limit\.[\s\S]*- https:\/\/example\.org\/(re)?make\n$/,
    )
    expect((await memlint(folder, ['explain', 'remake/unbounded'])).err).toContain('need --plugin FILE')
  })

  it('is one when it is given twice', async () => {
    const { err, code } = await memlint(project(FILES), [
      '--plugin',
      'plugin.mjs',
      '--plugin',
      './plugin.mjs',
    ])
    expect([code, err]).toEqual([1, ''])
  })

  it.each([
    ['is not there', 'nothing.mjs', undefined, /--plugin nothing\.mjs: there is no such file/],
    ['throws', 'throws.mjs', '\nthrow new Error("boo")\n', /--plugin throws\.mjs could not be loaded: boo/],
    [
      'exports nothing',
      'empty.mjs',
      'export const x = 1',
      /empty\.mjs is no plugin: it exports neither rules nor/,
    ],
    ['exports no rules', 'text.mjs', 'export const rules = "all"', /rules must be a list of rules/],
    [
      'exports half a rule',
      'half.mjs',
      'export const rules = [{ id: "a/b" }]',
      /rules\[0\]\.ecosystem is missing/,
    ],
    [
      'has a wrong id',
      'id.mjs',
      `${PLUGIN}\nexport const rules = [{ ...rule, id: 'x' }]`,
      /rules\[0\]\.id must be <ecosystem>\/<hazard>/,
    ],
    [
      'has an id of another ecosystem',
      'other.mjs',
      `${PLUGIN}\nexport const rules = [{ ...rule, id: 'remaker/x' }]`,
      /its id must begin with remake\//,
    ],
    [
      'has a rule twice',
      'twice.mjs',
      `${PLUGIN}\nexport const rules = [rule, rule]`,
      /there is already a rule remake\/unbounded/,
    ],
    [
      'has a rule of ours',
      'ours.mjs',
      `${PLUGIN}\nexport const rules = [{ ...rule, id: 'pytest/heavy-import', ecosystem: { ...remake, id: 'pytest' } }]`,
      /there is already a rule pytest\/heavy-import/,
    ],
    [
      'has an ecosystem of ours',
      'eco.mjs',
      `${PLUGIN}\nexport const ecosystems = [{ ...remake, id: 'pytest' }]`,
      /there is already an ecosystem pytest/,
    ],
    [
      'speaks for memlint',
      'self.mjs',
      `${PLUGIN}\nexport const ecosystems = [{ ...remake, id: 'memlint' }]`,
      /must not be "memlint"/,
    ],
  ])('that %s stops the run and says so', async (_, name, text, message) => {
    const folder = project({ ...FILES, ...(text !== undefined && { [name]: text }) })
    const { err, out, code } = await memlint(folder, ['--plugin', name])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  it('that crashes is a failure of the run', async () => {
    const text = `${PLUGIN}\nexport const rules = [{ ...rule, check() { throw new Error('oops') } }]\n`
    const { code, out } = await memlint(project({ ...FILES, 'plugin.mjs': text }), ['--plugin', 'plugin.mjs'])
    expect(code).toBe(2)
    expect(out).toContain('rule remake/unbounded crashed: ')
  })

  it('can be handed over by a script', async () => {
    const url = new URL(`file://${join(project(FILES), 'plugin.mjs')}`).href
    const plugin: Plugin = await import(/* @vite-ignore */ url)
    const [report] = await check({ cwd: project(FILES), plugin: [plugin] })
    expect(report?.findings.map(finding => finding.rule)).toEqual(['remake/unbounded'])
    const [rule] = plugin.rules ?? []
    if (!rule) throw new Error('the plugin has no rule')
    expect(explain(rule)).toContain('# remake/unbounded')
  })
})

describe('a repository that is checked', () => {
  const TRAP = `import { writeFileSync } from 'node:fs'\nwriteFileSync(new URL('executed', import.meta.url), '')\n`

  it.each([
    ['memlint.config.json', '{"plugins":["./trap.mjs"]}'],
    ['memlint.config.json', '{"plugin":["./trap.mjs"]}'],
    ['.memlintrc.yaml', 'plugin: ./trap.mjs\n'],
    ['package.json', '{"memlint":{"plugins":["./trap.mjs"]}}'],
    ['pyproject.toml', '[tool.memlint]\nplugins = ["./trap.mjs"]\n'],
    ['Cargo.toml', '[workspace.metadata.memlint]\nplugins = ["./trap.mjs"]\n'],
  ])('cannot name a plugin: %s %s', async (name, text) => {
    const folder = project({ Makefile: 'all:\n', 'trap.mjs': TRAP, [name]: text })
    const { err, code } = await memlint(folder, [])
    expect(code).toBe(2)
    expect(err).toMatch(/plugins? is not a known key: a repository names no code to run/)
    expect(existsSync(join(folder, 'executed'))).toBe(false)
  })

  it('has no file executed for being called like one', async () => {
    const names = ['memlint.config.mjs', 'memlint.plugin.mjs', 'plugin.mjs', '.memlintrc.mjs', 'rules.mjs']
    const folder = project({ ...FILES, ...Object.fromEntries(names.map(name => [name, TRAP])) })
    await memlint(folder, [])
    expect(existsSync(join(folder, 'executed'))).toBe(false)
  })
})
