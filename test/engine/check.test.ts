import { describe, expect, it } from 'vitest'
import { footprint } from '../../src/model/footprint.ts'
import { checkFiles, toyRule, wants } from './toy.ts'

const many = wants('too-many', 'jobs', ['9'], '4')

describe('findings', () => {
  it('have the place of their key and value, 1-based, and the edits that would fix it', () => {
    const { findings } = checkFiles({ 'a.ini': '# top\n[toy]\njobs = 9\n' }, [many])
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      rule: 'toy/too-many',
      file: 'a.ini',
      ...{ line: 3, column: 1, endLine: 3, endColumn: 9 },
      hosts: ['big'],
      fix: { edits: [{ file: 'a.ini', start: 19, end: 20, text: '4' }] },
    })
  })

  it('do not count a byte order mark as a column, and do as an offset', () => {
    const text = '\uFEFF# top\r\n[toy]\r\njobs = 9\r\n'
    const { findings } = checkFiles({ 'b.txt': text, 'a.ini': text.slice(1) }, [
      toyRule('first-line', function* (view) {
        const document = view.other('b.txt')
        if (document) yield { at: { value: 'x', document, at: [0] }, message: 'first line' }
      }),
    ])
    expect(findings[0]).toMatchObject({ line: 1, column: 1, span: { start: 1 } })
  })

  it('come in the order of files, lines and columns', () => {
    const rule = toyRule('both', function* (view) {
      yield { at: view.key('b'), message: 'b' }
      yield { at: view.key('a'), message: 'a' }
    })
    const { findings } = checkFiles({ 'z.ini': '[toy]\na=1\nb=1\n', 'a.ini': '[toy]\nb=1\na=1\n' }, [rule])
    expect(findings.map(({ file, line }) => [file, line])).toEqual([
      ['a.ini', 2],
      ['a.ini', 3],
      ['z.ini', 2],
      ['z.ini', 3],
    ])
  })

  it('keep their identity when lines move, and several at one place differ', () => {
    const twice = toyRule('twice', function* (view) {
      yield { at: view.key('jobs'), message: 'one' }
      yield { at: view.key('jobs'), message: 'two' }
    })
    const before = checkFiles({ 'a.ini': '[toy]\njobs = 9\n' }, [twice]).findings
    const after = checkFiles({ 'a.ini': '\n\n[toy]\nother = 1\njobs = 9\n' }, [twice]).findings
    expect(new Set(before.map(finding => finding.identity)).size).toBe(2)
    expect(after.map(finding => finding.identity)).toEqual(before.map(finding => finding.identity))
  })

  it('point at the table, or the first line, where the value is missing', () => {
    const missing = toyRule('missing', function* (view) {
      yield { at: view.key('jobs'), message: 'jobs is not set' }
    })
    expect(checkFiles({ 'a.ini': '\n[toy]\na = 1\n' }, [missing]).findings[0]).toMatchObject({ line: 2 })
    expect(checkFiles({ 'a.ini': '# nothing\n' }, [missing]).findings[0]).toMatchObject({
      line: 1,
      column: 1,
    })
  })

  it('are as bad as the configuration says, or off', () => {
    const files = { 'a.ini': '[toy]\njobs = 9\n', 'b.ini': '[toy]\njobs = 9\n' }
    const { findings } = checkFiles(files, [many], {
      severityOf: (_, file) => (file === 'a.ini' ? 'off' : 'info'),
    })
    expect(findings.map(({ file, severity }) => [file, severity])).toEqual([['b.ini', 'info']])
  })

  it('that several views have in common are said once, and others at the same place stay', () => {
    const shared = toyRule('shared', function* (view) {
      const document = view.other('common.ini')
      if (!document) return
      const at = { value: '9', document, at: ['toy', 'jobs'] }
      yield { at, message: 'common' }
      yield { at, message: `of ${view.path}` }
    })
    const files = { 'common.ini': '[toy]\njobs = 9\n', 'a.ini': '[toy]\na = 1\n' }
    const { findings } = checkFiles(files, [shared])
    expect(findings.map(({ message }) => message)).toEqual(['common', 'of a.ini', 'of common.ini'])
  })

  it('never fail a build on a guess, whatever the configuration says', () => {
    const guess = footprint('default', [{ what: 'x', bytes: 1, evidence: 'guess', source: 'test' }])
    const rule = toyRule('guessed', function* (view) {
      yield { at: view.key('jobs'), message: 'm', footprint: guess }
    })
    const { findings } = checkFiles({ 'a.ini': '[toy]\njobs = 9\n' }, [rule], { severityOf: () => 'error' })
    expect(findings[0]?.severity).toBe('info')
  })
})

describe('what cannot be done', () => {
  it('is a fix by hand that says what stands in the way', () => {
    const impossible = toyRule('impossible', function* (view) {
      const op = { op: 'set', at: ['toy', 'missing'], value: 'x' } as const
      yield {
        at: view.key('jobs'),
        message: 'm',
        fix: { title: 'do it', safety: 'safe', ops: [{ path: view.path, op }] },
      }
    })
    const { findings } = checkFiles({ 'a.ini': '[toy]\njobs = 9\n' }, [impossible])
    expect(findings[0]?.fix).toMatchObject({ title: 'do it', safety: 'manual', edits: [] })
    expect(findings[0]?.fix).toHaveProperty(
      'why',
      expect.stringMatching(/^memlint does not do it itself: .+/),
    )
  })
})

describe('a rule that crashes', () => {
  const crashing = toyRule('crashing', function* (view) {
    yield { at: view.key('jobs'), message: 'before the crash' }
    throw new Error('boom')
  })

  it('is a failure, and the other rules go on', () => {
    const { findings, failures } = checkFiles({ 'a.ini': '[toy]\njobs = 9\n' }, [crashing, many])
    expect(failures).toEqual([expect.stringContaining('rule toy/crashing crashed: Error: boom')])
    expect(findings.map(finding => finding.rule)).toContain('toy/too-many')
  })

  it('is one too when its ecosystem cannot count what it starts', async () => {
    const { toy } = await import('./toy.ts')
    const broken = {
      ...toy,
      id: 'broken',
      title: 'broken',
      workloads: () => {
        throw new Error('boom')
      },
    }
    const { findings, failures } = checkFiles({ 'a.ini': '[toy]\njobs = 9\n' }, [many], {
      ecosystems: [broken, toy],
    })
    expect(failures).toEqual([expect.stringContaining('boom')])
    expect(findings).toHaveLength(1)
  })
})

describe('a file that does not parse', () => {
  it('only informs deep among tests, where some files are broken on purpose', () => {
    const broken = '[toy]\njobs = 9\nbroken\n'
    const files = { 'tests/data/bad/a.ini': broken, 'tests/a.ini': broken, 'contests/data/a.ini': broken }
    const { findings } = checkFiles(files, [many])
    expect(findings.map(({ file, severity }) => [file, severity])).toEqual([
      ['contests/data/a.ini', 'error'],
      ['tests/a.ini', 'error'],
      ['tests/data/bad/a.ini', 'info'],
    ])
  })

  it('is a finding with line and column, and the others are still checked', () => {
    const { findings, failures } = checkFiles(
      { 'a.ini': '[toy]\njobs = 9\nbroken\n', 'b.ini': '[toy]\njobs = 9\n' },
      [many],
    )
    expect(failures).toEqual([])
    expect(findings.map(({ rule, file, line, severity }) => [rule, file, line, severity])).toEqual([
      ['memlint/unreadable', 'a.ini', 3, 'error'],
      ['toy/too-many', 'b.ini', 2, 'error'],
    ])
  })
})
