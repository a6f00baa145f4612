import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, filesOf, HUNGRY, memlint, project } from './project.ts'

const json = async (files: Readonly<Record<string, string>>, ...args: string[]) =>
  JSON.parse((await memlint(project(files), ['--format', 'json', ...args])).out)

describe('hosts', () => {
  const BARE = { ...HUNGRY, 'memlint.config.json': JSON.stringify({ footprints: CONFIG.footprints }) }

  it('are those of the configuration', async () => {
    expect((await json(HUNGRY)).hosts).toMatchObject([
      { name: 'small', memory: 16 * 2 ** 30, cpus: 8, live: false },
    ])
  })

  it('can be presets and declared ones, several at once, each in its order', async () => {
    const { hosts, findings } = await json(HUNGRY, '--host', 'github-ubuntu', '--host', 'small')
    expect(hosts.map((host: { name: string }) => host.name)).toEqual(['github-ubuntu', 'small'])
    expect(findings[0].hosts.length).toBeGreaterThan(0)
  })

  it('do not swallow the path that follows', async () => {
    const { hosts } = await json(HUNGRY, '--host', 'small', 'pytest.ini')
    expect(hosts).toHaveLength(1)
  })

  it('suggest what was meant', async () => {
    expect((await memlint(project(HUNGRY), ['--host', 'github-ubunto'])).err).toContain(
      'did you mean github-ubuntu?',
    )
    expect((await memlint(project(HUNGRY), ['--host', 'smal'])).err).toContain('did you mean small?')
  })

  it('can be described by amounts, binary and decimal', async () => {
    expect((await json(BARE, '--memory', '8g', '--cpus', '4')).hosts).toMatchObject([
      { memory: 8 * 2 ** 30, cpus: 4 },
    ])
    expect((await json(BARE, '--memory', '8GB')).hosts).toMatchObject([{ memory: 8e9 }])
    expect((await json(HUNGRY, '--host', 'small', '--cpus', '2')).hosts).toMatchObject([
      { name: 'small', memory: 16 * 2 ** 30, cpus: 2 },
    ])
  })

  it('are shared by several runs', async () => {
    const { findings } = await json(HUNGRY, '--share', '2')
    expect(findings[0].message).toMatch(/÷ 2 runs = 6\.0 GiB: 2 fit/)
  })

  it('are this machine when nobody declares any, and the notes say so', async () => {
    const { hosts, notes } = await json(BARE)
    expect(hosts).toMatchObject([{ live: true }])
    expect(notes.join()).toContain('no hosts are declared')
  })
})

describe('configuration', () => {
  it('can be another file, or none', async () => {
    const files = {
      ...HUNGRY,
      'other/strict.json': JSON.stringify({ ...CONFIG, hosts: { tiny: { memory: '4G', cpus: 2 } } }),
    }
    expect((await json(files, '--config', 'other/strict.json')).hosts[0].name).toBe('tiny')
    expect((await json(files, '--no-config')).hosts[0].live).toBe(true)
  })

  it('is printed with the origin of every value', async () => {
    const { out, code } = await memlint(project(HUNGRY), ['--print-config'])
    expect(code).toBe(0)
    expect(out).toMatch(/^# .*memlint\.config\.json\n/)
    expect(out).toMatch(/hosts.*small.*\(memlint\.config\.json/)
    expect(out).toMatch(/failOn +\S+ +\(default\)/)
    const none = await memlint(project(HUNGRY), ['--print-config', '--no-config', '--format', 'json'])
    expect(JSON.parse(none.out)).toMatchObject({ version: 1, configs: [{ file: null }] })
  })

  it('is refused with file, place and suggestion', async () => {
    const { err } = await memlint(project({ 'memlint.config.json': '{\n  "rulez": {}\n}\n' }), [])
    expect(err).toMatch(/memlint\.config\.json.*rulez.*did you mean "rules"\?/s)
  })
})

describe('rules', () => {
  const ids = async (...args: string[]) =>
    (await json({ ...HUNGRY, 'requirements.txt': 'pytest\n' }, ...args)).findings.map(
      (finding: { rule: string }) => finding.rule,
    )

  it('can be selected and left out, alone, by ecosystem, by commas', async () => {
    const both = ['pytest/workers-exceed-memory', 'pytest/xdist-not-installed']
    expect((await ids()).sort()).toEqual(both)
    expect(await ids('--select', 'pytest/xdist-not-installed', '.')).toEqual([both[1]])
    expect((await ids('--select', 'pytest')).sort()).toEqual(both)
    expect((await ids('--select', both.join(','))).sort()).toEqual(both)
    expect(await ids('--select', 'cargo', '--select', 'vscode')).toEqual([])
    expect(await ids('--ignore', 'pytest/xdist-not-installed')).toEqual([both[0]])
    expect(await ids('--select', 'pytest', '--ignore', both.join(','))).toEqual([])
  })

  it('suggest what was meant', async () => {
    const { err } = await memlint(project({}), ['--ignore', 'pytest/worker-exceed-memory'])
    expect(err).toContain('did you mean pytest/workers-exceed-memory?')
  })

  it('are listed, as text and as data', async () => {
    const text = await memlint(project({}), ['rules'])
    expect(text.out).toMatch(/^pytest\/workers-exceed-memory +error +\S/m)
    const { rules, tables } = JSON.parse((await memlint(project({}), ['rules', '--format', 'json'])).out)
    expect(rules.length).toBe(text.out.trimEnd().split('\n').length)
    expect(rules[0]).toHaveProperty('references')
    const imports = tables.find(({ id }: { id: string }) => id === 'imports')
    expect(imports).toMatchObject({ of: 'import' })
    expect(Object.keys(imports.rows[0])).toEqual(['name', 'bytes', 'evidence', 'source'])
  })
})

describe('output', () => {
  it('goes to a file beside text on the terminal', async () => {
    const folder = project(HUNGRY)
    const { out } = await memlint(folder, ['--format', 'json', '--output-file', 'report.json'])
    expect(out).toContain('error[pytest/workers-exceed-memory]')
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).version).toBe(1)
  })

  it('has no colours in a file', async () => {
    const folder = project(HUNGRY)
    const { out } = await memlint(folder, ['--color', '--output-file', 'report.txt'])
    expect(out).toContain('\u001b[')
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).not.toContain('\u001b[')
  })

  it.each([
    ['a pipe', [], {}, false, false],
    ['a terminal', [], {}, true, true],
    ['a dumb terminal', [], { TERM: 'dumb' }, true, false],
    ['NO_COLOR in a terminal', [], { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR in a pipe', [], { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0 in a terminal', [], { FORCE_COLOR: '0' }, true, false],
    ['--color over NO_COLOR', ['--color'], { NO_COLOR: '1' }, false, true],
    ['--no-color over FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, true, false],
  ] as const)('is coloured as asked: %s', async (_, args, env, interactive, colored) => {
    const { out } = await memlint(project(HUNGRY), args, { env, interactive })
    expect(out.includes('\u001b[')).toBe(colored)
  })

  it('is quiet about what cannot fail the run, and verbose about everything', async () => {
    const files = { ...HUNGRY, 'memlint.config.json': '{"hosts":{"huge":{"memory":"512GiB","cpus":8}}}' }
    expect((await memlint(project(files), ['--quiet'])).out).not.toContain('info[')
    const plain = await memlint(project(files), ['plan'])
    const verbose = await memlint(project(files), ['plan', '--verbose'])
    expect(verbose.out.length).toBeGreaterThanOrEqual(plain.out.length)
  })
})

describe('plan, host and explain', () => {
  it('the plan is a table, or data', async () => {
    const folder = project(HUNGRY)
    expect((await memlint(folder, ['plan'])).out).toMatch(/pytest workers.* 8 .*3\.0 GiB.*24\.0 GiB.*over/)
    expect((await memlint(folder, ['plan'])).out).not.toContain('█')
    expect((await memlint(folder, ['plan'], { interactive: true })).out).toContain('█')
    const { plan } = JSON.parse((await memlint(folder, ['plan', '--format', 'json'])).out)
    expect(plan.hosts).toMatchObject([{ host: 'small', verdict: 'exceeds' }])
  })

  it('the host sheet has every figure with its source, and changes nothing', async () => {
    const folder = project(HUNGRY)
    const { out } = await memlint(folder, ['host'])
    expect(out).toMatch(/memory +16\.0 GiB +memlint\.config\.json/)
    expect(out).toContain('changes nothing')
    expect(filesOf(folder)).toEqual(HUNGRY)
    expect(JSON.parse((await memlint(folder, ['host', '--format', 'json'])).out).hosts).toHaveLength(1)
    expect((await memlint(folder, ['host', '--list'])).out).toContain('github-ubuntu')
    expect((await memlint(folder, ['host', '--host', 'gitlab-small'])).out).toMatch(/^gitlab-small/)
  })

  it('help fits a terminal of 80 columns', async () => {
    for (const command of [[], ['check'], ['plan'], ['host'], ['explain'], ['rules']]) {
      const { out } = await memlint(project({}), [...command, '--help'])
      expect(out).toContain('memlint')
      expect(out.split('\n').filter(line => line.length > 80)).toEqual([])
    }
  })

  it('an unknown option suggests what was meant', async () => {
    expect((await memlint(project({}), ['--exit-zeo'])).err).toContain('did you mean --exit-zero?')
    expect((await memlint(project({}), ['plan', '--fix'])).err).not.toContain('did you mean')
  })
})
