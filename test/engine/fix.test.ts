import { describe, expect, it } from 'vitest'
import type { FileOp, Fix } from '../../src/model/fix.ts'
import { fixFiles, toyRule, wants } from './toy.ts'

const set = (path: string, key: string, value: string): FileOp => ({
  path,
  op: { op: 'set', at: ['toy', key], value },
})

/** A rule with one fix for a key with one wrong value. */
function fixes(name: string, [key, wrong]: readonly [string, string], fix: Omit<Fix, 'title'>) {
  return toyRule(name, function* (view) {
    const at = view.key(key)
    if (at.value === wrong) yield { at, message: `${key} is ${wrong}`, fix: { title: name, ...fix } as Fix }
  })
}

const names = (findings: readonly { rule: string }[]) => findings.map(finding => finding.rule)

describe('fixing', () => {
  it('applies one fix after the other until nothing is left', async () => {
    const rules = [wants('too-many', 'jobs', ['9'], '4'), wants('loud', 'log', ['all'], 'some')]
    const fixed = await fixFiles({ 'a.ini': '[toy]\n# kept\njobs = 9\nlog = all\n' }, rules)
    expect(fixed.text('a.ini')).toBe('[toy]\n# kept\njobs = 4\nlog = some\n')
    expect(names(fixed.applied)).toEqual(['toy/too-many', 'toy/loud'])
    expect(fixed).toMatchObject({ rejected: [], notes: [], checked: { findings: [] } })
    expect([...fixed.changed]).toEqual(['a.ini'])
  })

  it('takes a finding that says the same of another place for the same one', async () => {
    const moving = toyRule('moving', function* (view) {
      const at = view.key('log').value === 'some' ? view.key('log') : view.key('jobs')
      yield { at, message: 'there is a toy' }
    })
    const rules = [moving, wants('loud', 'log', ['all'], 'some')]
    const fixed = await fixFiles({ 'a.ini': '[toy]\njobs = 9\nlog = all\n' }, rules)
    expect(fixed.text('a.ini')).toBe('[toy]\njobs = 9\nlog = some\n')
    expect(fixed.rejected).toEqual([])
  })

  it('does not take the finding itself, moved to another place, for gone', async () => {
    const fleeing = toyRule('fleeing', function* (view) {
      const [first, second] = [view.key('a'), view.key('b')]
      const ops = [set('a.ini', 'a', '2')]
      const at = first.value === '1' ? first : second
      yield { at, message: 'too many', fix: { title: 'flee', safety: 'safe', ops } }
    })
    const fixed = await fixFiles({ 'a.ini': '[toy]\na = 1\nb = 1\n' }, [fleeing])
    expect(fixed.rejected.map(({ reason }) => reason)).toEqual([
      'it would cause another finding: toy/fleeing at a.ini:3',
    ])
  })

  it('changes nothing in a second run', async () => {
    const rules = [wants('too-many', 'jobs', ['9'], '4')]
    const first = await fixFiles({ 'a.ini': '[toy]\njobs = 9\n' }, rules)
    const second = await fixFiles({ 'a.ini': first.text('a.ini') ?? '' }, rules)
    expect(second.applied).toEqual([])
    expect(second.changed.size).toBe(0)
  })

  it('applies unsafe fixes only when asked, and manual ones never', async () => {
    const files = { 'a.ini': '[toy]\na = 1\nb = 1\n' }
    const rules = [
      fixes('unsafe', ['a', '1'], { safety: 'unsafe', why: 'test', ops: [set('a.ini', 'a', '2')] } as never),
      fixes('manual', ['b', '1'], { safety: 'manual', why: 'test' } as never),
    ]
    expect((await fixFiles(files, rules)).text('a.ini')).toBe(files['a.ini'])
    const fixed = await fixFiles(files, rules, { fix: { unsafe: true } })
    expect(fixed.text('a.ini')).toBe('[toy]\na = 2\nb = 1\n')
    expect(names(fixed.checked.findings)).toEqual(['toy/manual'])
  })

  it('fixes what is reported and nothing else: both come from the same filtered list', async () => {
    const rules = [wants('too-many', 'jobs', ['9'], '4')]
    const files = { 'a.ini': '[toy]\njobs = 9\n', 'b.ini': '[toy]\njobs = 9\n' }
    const fixed = await fixFiles(files, rules, { isShown: finding => finding.file === 'b.ini' })
    expect(fixed.text('a.ini')).toBe(files['a.ini'])
    expect(fixed.text('b.ini')).toBe('[toy]\njobs = 4\n')
  })

  it('leaves a finding that is shown only through a related place, when its file may not be written', async () => {
    const rules = [wants('too-many', 'jobs', ['9'], '4')]
    const fixed = await fixFiles({ 'a.ini': '[toy]\njobs = 9\n' }, rules, {
      fix: { mayWrite: path => path !== 'a.ini' },
    })
    expect(fixed.applied).toEqual([])
    expect(names(fixed.checked.findings)).toEqual(['toy/too-many'])
    expect(fixed.checked.findings[0]?.fix?.edits).toHaveLength(1)
  })
})

describe('a fix over two files', () => {
  const files = { 'a.ini': '[toy]\njobs = 9\n', 'b.ini': '[toy]\njobs = 1\n' }
  const both = (key: string) =>
    fixes('both', ['jobs', '9'], {
      safety: 'safe',
      ops: [set('a.ini', 'jobs', '4'), set('b.ini', key, '4')],
    } as never)

  it('is applied whole', async () => {
    const fixed = await fixFiles(files, [both('jobs')])
    expect([fixed.text('a.ini'), fixed.text('b.ini')]).toEqual(['[toy]\njobs = 4\n', '[toy]\njobs = 4\n'])
    expect([...fixed.changed].sort()).toEqual(['a.ini', 'b.ini'])
  })

  it('or not at all', async () => {
    const fixed = await fixFiles(files, [both('missing')])
    expect([fixed.text('a.ini'), fixed.text('b.ini')]).toEqual([files['a.ini'], files['b.ini']])
    expect(fixed.checked.findings[0]?.fix?.safety).toBe('manual')
  })

  it('or not at all when one of them may not be written', async () => {
    const fixed = await fixFiles(files, [both('jobs')], { fix: { mayWrite: path => path === 'a.ini' } })
    expect(fixed.applied).toEqual([])
    expect(fixed.text('a.ini')).toBe(files['a.ini'])
  })
})

describe('a fix is rolled back with the reason', () => {
  const files = { 'a.ini': '[toy]\njobs = 9\n' }

  it('when its finding would still be there', async () => {
    const useless = wants('useless', 'jobs', ['9', '8'], '8')
    const fixed = await fixFiles(files, [useless])
    expect(fixed.text('a.ini')).toBe(files['a.ini'])
    expect(fixed.rejected).toMatchObject([{ reason: 'the finding would still be there' }])
  })

  it('when it causes another finding', async () => {
    const fixed = await fixFiles(files, [wants('a', 'jobs', ['9'], '4'), wants('b', 'jobs', ['4'], '2')])
    expect(fixed.text('a.ini')).toBe(files['a.ini'])
    expect(fixed.rejected).toMatchObject([{ reason: 'it would cause another finding: toy/b at a.ini:2' }])
  })

  it('but not when it announces that finding as its remainder', async () => {
    const announcing = fixes('a', ['jobs', '9'], {
      safety: 'safe',
      ops: [set('a.ini', 'jobs', '4')],
      remainder: ['toy/b'],
    } as never)
    const fixed = await fixFiles(files, [announcing, wants('b', 'jobs', ['4'], '2')])
    expect(fixed.rejected).toEqual([])
    expect(fixed.text('a.ini')).toBe('[toy]\njobs = 2\n')
  })

  it('when another parser disagrees', async () => {
    const fixed = await fixFiles(files, [wants('a', 'jobs', ['9'], '4')], {
      fix: { secondOpinion: async () => ({ against: 'the other parser reads 5' }) },
    })
    expect(fixed.rejected).toMatchObject([{ reason: 'the other parser reads 5' }])
    expect(fixed.text('a.ini')).toBe(files['a.ini'])
  })

  it('and a second opinion that could not be had is a note', async () => {
    const fixed = await fixFiles(files, [wants('a', 'jobs', ['9'], '4')], {
      fix: { secondOpinion: async () => ({ note: 'not available' }) },
    })
    expect(fixed).toMatchObject({ applied: [{ rule: 'toy/a' }], notes: ['not available'] })
  })

  it('and the fixes of other findings are still applied', async () => {
    const rules = [wants('useless', 'jobs', ['9', '8'], '8'), wants('loud', 'log', ['all'], 'some')]
    const fixed = await fixFiles({ 'a.ini': '[toy]\njobs = 9\nlog = all\n' }, rules)
    expect(fixed.text('a.ini')).toBe('[toy]\njobs = 9\nlog = some\n')
    expect(names(fixed.checked.findings)).toEqual(['toy/useless'])
  })
})

describe('rules that never agree', () => {
  const turning = (name: string, [from, to]: readonly [string, string], others: readonly string[]) =>
    fixes(name, ['jobs', from], {
      safety: 'safe',
      ops: [set('a.ini', 'jobs', to)],
      remainder: others,
    } as never)

  it('are stopped when a state comes back, and the reason names both', async () => {
    const rules = [turning('up', ['1', '2'], ['toy/down']), turning('down', ['2', '1'], ['toy/up'])]
    const fixed = await fixFiles({ 'a.ini': '[toy]\njobs = 1\n' }, rules)
    expect(names(fixed.applied)).toEqual(['toy/up'])
    expect(fixed.rejected).toMatchObject([
      {
        finding: { rule: 'toy/down' },
        reason: 'it undoes an earlier fix (toy/up and toy/down go in circles)',
      },
    ])
    expect(fixed.text('a.ini')).toBe('[toy]\njobs = 2\n')
  })

  it('are stopped at a cap when every state is new, and that is a note', async () => {
    const growing = toyRule('growing', function* (view) {
      const at = view.key('jobs')
      const op = { op: 'set', at: at.at, value: String(Number(at.value) + 1) } as const
      yield {
        at,
        message: 'more',
        fix: { title: 'add one', safety: 'safe', ops: [{ path: view.path, op }], remainder: ['toy/growing'] },
      }
    })
    const fixed = await fixFiles({ 'a.ini': '[toy]\njobs = 0\n' }, [growing])
    expect(fixed.applied).toHaveLength(1000)
    expect(fixed.notes).toEqual([expect.stringContaining('stopped after 1000 fixes')])
  })
})

it('what is called changed differs in the end from the beginning', async () => {
  const there = toyRule('there', function* (view) {
    const at = view.key('jobs')
    if (at.value !== '1' || view.other('b.ini')?.get(['toy', 'jobs']) !== '4') return
    const ops = [set('a.ini', 'jobs', '2')]
    yield { at, message: 'm', fix: { title: 'there', safety: 'safe', ops, remainder: ['toy/back'] } }
  })
  const back = fixes('back', ['jobs', '2'], {
    safety: 'safe',
    ops: [set('a.ini', 'jobs', '1'), set('b.ini', 'jobs', '5')],
  } as never)
  const fixed = await fixFiles({ 'a.ini': '[toy]\njobs = 1\n', 'b.ini': '[toy]\njobs = 4\n' }, [there, back])
  expect(names(fixed.applied)).toEqual(['toy/there', 'toy/back'])
  expect([...fixed.changed]).toEqual(['b.ini'])
})
