import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ecosystems, rules } from '../../rules/index.ts'
import { retired } from '../../rules/retired.ts'
import { grown, unexplained } from '../../scripts/released-ids.ts'
import { declareHost } from '../../src/host/declare.ts'
import { GiB } from '../../src/model/bytes.ts'
import { meaningOf, type RetiredRule } from '../../src/model/rule-names.ts'
import { loadConfig } from '../../src/project/config/load.ts'
import { run } from '../../src/run.ts'
import { explained } from '../../src/session/explained.ts'
import { selectRules } from '../../src/session/select-rules.ts'
import { HUNGRY, project } from '../cli/project.ts'

/** As if earlier versions had had other rules: nothing was released yet, so the product has none. */
const RETIRED: readonly RetiredRule[] = [
  {
    id: 'pytest/too-many-workers',
    since: '1.2.0',
    became: 'pytest/workers-exceed-memory',
    why: 'the new name says what is exceeded',
  },
  {
    id: 'pytest/worker-count',
    since: '1.1.0',
    became: 'pytest/too-many-workers',
    why: 'a count alone is no hazard',
  },
  {
    id: 'pytest/old-python',
    since: '1.3.0',
    why: 'no Python that is supported has it; remove what names it',
  },
]
const ids = rules.map(rule => rule.id)
const CATALOG = { ecosystems, rules, ids, retired: RETIRED }

describe('a rule id', () => {
  it('means its rule, its successor, or nothing any more', () => {
    expect(meaningOf('pytest/heavy-import', ids, RETIRED)).toEqual({
      kind: 'current',
      id: 'pytest/heavy-import',
    })
    expect(meaningOf('pytest/too-many-workers', ids, RETIRED)).toEqual({
      kind: 'renamed',
      id: 'pytest/workers-exceed-memory',
      note: 'pytest/too-many-workers is called pytest/workers-exceed-memory since 1.2.0: the new name says what is exceeded',
    })
    expect(meaningOf('pytest/worker-count', ids, RETIRED)).toMatchObject({
      id: 'pytest/workers-exceed-memory',
    })
    expect(meaningOf('pytest/old-python', ids, RETIRED)).toEqual({
      kind: 'removed',
      note: 'pytest/old-python is gone since 1.3.0: no Python that is supported has it; remove what names it',
    })
    expect(meaningOf('pytest/heavy-imports', ids, RETIRED)).toEqual({
      kind: 'unknown',
      suggestion: 'pytest/heavy-import',
    })
  })

  it('works by its old name in --select and --ignore', () => {
    const selected = selectRules(CATALOG, { select: ['pytest/too-many-workers'] })
    expect(selected.rules.map(rule => rule.id)).toEqual(['pytest/workers-exceed-memory'])
    expect(selected.notes).toEqual([expect.stringContaining('since 1.2.0')])
    const ignored = selectRules(CATALOG, { ignore: ['pytest/too-many-workers,pytest/old-python'] })
    expect(ignored.rules.length).toBe(rules.length - 1)
    expect(ignored.notes).toHaveLength(2)
    expect(selectRules(CATALOG, { select: ['pytest/old-python'] }).rules).toEqual([])
    expect(() => selectRules(CATALOG, { select: ['pytest/old'] })).toThrow(/there is no rule pytest\/old/)
  })

  it('works by its old name in a configuration, where the new name wins', async () => {
    const config = {
      rules: { 'pytest/too-many-workers': 'info', 'pytest/old-python': 'off' },
      ignore: [{ rule: 'pytest/too-many-workers', reason: 'x' }],
      overrides: [
        {
          files: ['a'],
          rules: { 'pytest/workers-exceed-memory': 'error', 'pytest/too-many-workers': 'off' },
        },
      ],
    }
    const start = project({ 'memlint.config.json': JSON.stringify(config) })
    const loaded = await loadConfig({ start, known: { rules: ids, retired: RETIRED, presets: [] } })
    expect(loaded.config.rules['pytest/workers-exceed-memory']).toBe('info')
    expect(loaded.config.ignore).toMatchObject([{ rule: 'pytest/workers-exceed-memory' }])
    expect(loaded.config.overrides[0]?.rules['pytest/workers-exceed-memory']).toBe('error')
    expect(loaded.notes).toHaveLength(4)
    expect(loaded.notes[0]).toMatch(/^memlint\.config\.json:1: pytest\/too-many-workers is called/)
    const unknown = project({ 'memlint.config.json': '{"rules":{"pytest/no-rule":"off"}}' })
    await expect(
      loadConfig({ start: unknown, known: { rules: ids, retired: RETIRED, presets: [] } }),
    ).rejects.toThrow(/is not a known rule/)
  })

  it('works by its old name in a comment, with a note', async () => {
    const { report } = await reportOn(
      '[pytest]\n# memlint-ignore pytest/too-many-workers: a big machine\naddopts = -n auto\n',
    )
    expect(report.findings).toMatchObject([
      { rule: 'pytest/workers-exceed-memory', silenced: { by: 'comment', reason: 'a big machine' } },
    ])
    expect(report.notes).toContain(
      'pytest.ini:2: pytest/too-many-workers is called pytest/workers-exceed-memory since 1.2.0: the new name says what is exceeded',
    )
  })

  it('that is gone is no mistake in a comment', async () => {
    const { report } = await reportOn('[pytest]\n# memlint-ignore pytest/old-python: because\naddopts = -q\n')
    expect(report.findings).toEqual([])
    expect(report.notes.join()).toContain('pytest.ini:2: pytest/old-python is gone since 1.3.0')
    const unknown = await reportOn('[pytest]\n# memlint-ignore pytest/no-rule: because\naddopts = -q\n')
    expect(unknown.report.findings).toMatchObject([{ rule: 'memlint/invalid-ignore' }])
  })

  it('is explained by its old name', async () => {
    const explain = (name: string) => explained(name, { cwd: '/' }, async () => CATALOG)
    expect(await explain('pytest/too-many-workers')).toMatch(
      /since 1\.2\.0[^\n]*\n\n# pytest\/workers-exceed-memory/,
    )
    expect(await explain('pytest/old-python')).toMatch(/^pytest\/old-python is gone since 1\.3\.0: /)
    await expect(explain('pytest/no-rule')).rejects.toThrow('there is no rule')
  })
})

describe('the ids that were released', () => {
  const released: readonly string[] = JSON.parse(
    readFileSync(join(resolve(import.meta.dirname, '../..'), 'rules/released.json'), 'utf8'),
  )

  it('are all there, or it is said what became of them', () => {
    expect(unexplained(released, ids, retired)).toEqual([])
    expect(grown(released, ids)).toEqual(released)
  })

  it('cannot vanish without a word', () => {
    expect(unexplained([...ids, 'pytest/old-python'], ids, [])).toEqual([
      expect.stringContaining('pytest/old-python was released and is gone'),
    ])
    const all = [...ids, ...RETIRED.map(rule => rule.id)]
    expect(unexplained(all, ids, RETIRED)).toEqual([])
    const wrong = [{ id: 'pytest/heavy-import', since: 'soon', became: 'pytest/nowhere', why: 'Because.' }]
    expect(unexplained(ids, ids, wrong)).toHaveLength(4)
    expect(unexplained(ids, ids, [{ ...RETIRED[2], id: 'a/b' } as RetiredRule])).toHaveLength(1)
  })
})

async function reportOn(ini: string) {
  const root = project({ ...HUNGRY, 'pytest.ini': ini })
  const known = { rules: ids, retired: RETIRED, presets: [] }
  const { config } = await loadConfig({ start: root, known })
  const host = declareHost({ name: 'small', memory: 16 * GiB, cpus: 8, source: 'test' })
  return run({
    ...{ root, shownRoot: '', config, configPrefix: '', hosts: [host], declared: true, share: 1 },
    ...{ ecosystems, rules, ruleIds: ids, retired: RETIRED },
  })
}
