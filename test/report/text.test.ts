import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { makePlan } from '../../src/plan/plan.ts'
import { textReport } from '../../src/report/text.ts'
import { host, planOptions } from '../plan/workloads.ts'
import { findingWith, reportWith } from './reports.ts'

const PLAIN = { color: false, verbose: false }

describe('the text report', () => {
  it('has a code frame, the arithmetic, the fix, the help and a footer that says what was looked at', () => {
    expect(
      textReport([reportWith({ findings: [findingWith()] })], PLAIN),
    ).toBe(`error[toy/too-many] too many jobs
  --> a.ini:2:8
    |
  2 | jobs = 9
    |        ^
  = because 9 × 1.0 GiB
  = fix (safe, --fix) set jobs to 4
  = help write less
  = more: memlint explain toy/too-many

5 rules, 3 files, host big 31.0 GiB / 16 cpus: 1 finding, 1 fixable with --fix
`)
  })

  it('says on which hosts a finding holds, where it does not hold on all', () => {
    const hosts = ['small', 'big', 'ci\u001b[31m'].map(name => host(31, 16, { name }))
    const plan = makePlan([], planOptions(hosts))
    const on = (...names: string[]) =>
      textReport([reportWith({ plan, findings: [findingWith({ hosts: names })] })], PLAIN)
    expect(on('small', 'ci\u001b[31m')).toContain('\n  = hosts small, ci\\x1b[31m (not big)\n')
    expect(on('small', 'big', 'ci\u001b[31m')).not.toContain('= hosts')
  })

  it('is never a bare "clean"', () => {
    expect(textReport([reportWith()], PLAIN)).toBe(
      '5 rules, 3 files, host big 31.0 GiB / 16 cpus: 0 findings\n',
    )
  })

  it('says which fixes are unsafe or for a person, and why', () => {
    const unsafe = { title: 'widen it', safety: 'unsafe', why: 'tests share it', ops: [], edits: [] } as const
    const manual = { title: 'buy memory', safety: 'manual', why: 'not even one fits', edits: [] } as const
    const text = textReport(
      [reportWith({ findings: [findingWith({ fix: unsafe }), findingWith({ fix: manual })] })],
      PLAIN,
    )
    expect(text).toContain('= fix (unsafe, --fix --unsafe-fixes) widen it: tests share it')
    expect(text).toContain('= fix (by hand) buy memory: not even one fits')
    expect(text).toContain('2 findings, 1 more with --unsafe-fixes')
  })

  it('says what was fixed and what was rolled back', () => {
    const report = reportWith({
      applied: [findingWith()],
      rejected: [{ finding: findingWith({ line: 9 }), reason: 'a comment would be lost' }],
    })
    const text = textReport([report], PLAIN)
    expect(text).toContain('fixed a.ini:2:8 toy/too-many: set jobs to 4\n')
    expect(text).toContain('not fixed a.ini:9:8 toy/too-many: a comment would be lost\n')
    expect(text).toContain('1 fixed')
  })

  it('shows what was ignored with its reason, notes and failures', () => {
    const report = reportWith({
      findings: [findingWith({ silenced: { by: 'comment', reason: 'measured' } })],
      notes: ['a note'],
      failures: ['rule x crashed'],
    })
    const text = textReport([report], PLAIN)
    expect(text).toContain(
      'ignored a.ini:2:8 toy/too-many (comment): measured\nnote: a note\nmemlint failed: rule x crashed',
    )
    expect(text).toContain('0 findings (1 ignored)')
    expect(textReport([report], { ...PLAIN, verbose: true })).toContain('too many jobs')
  })

  it('names every root and host of several projects', () => {
    const text = textReport(
      [
        reportWith({ findings: [findingWith()] }),
        reportWith({ root: 'services/api', findings: [findingWith()] }),
      ],
      PLAIN,
    )
    expect(text).toContain('--> services/api/a.ini:2:8')
    expect(text).toMatch(/5 rules, 6 files, host big .*: 2 findings/)
  })
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

describe('text of a linted repository', () => {
  const ESCAPE = '\u001b[2J\u009b1m\u202egnp.exe\u0007'
  const evil = findingWith({
    file: `${ESCAPE}.ini`,
    message: ESCAPE,
    because: [ESCAPE],
    help: ESCAPE,
    related: [{ ...findingWith(), file: ESCAPE, message: ESCAPE }],
    fix: { title: ESCAPE, safety: 'unsafe', why: ESCAPE, ops: [], edits: [] },
    silenced: null,
  })
  const report = reportWith({
    root: ESCAPE,
    findings: [evil, findingWith({ ...evil, silenced: { by: 'comment', reason: ESCAPE } })],
    applied: [evil],
    rejected: [{ finding: evil, reason: ESCAPE }],
    notes: [ESCAPE],
    failures: [ESCAPE],
    texts: new Map([[evil.file, `[toy]\n${ESCAPE} = 9\n`]]),
  })

  it('reaches the terminal without a control character', () => {
    const text = textReport([report], { ...PLAIN, verbose: true })
    expect(text).not.toMatch(CONTROL)
    expect(text).toContain('\\x1b[2J')
  })

  it('is not taken for colours either', () => {
    const text = textReport([report], { ...PLAIN, color: true })
    expect(stripVTControlCharacters(text)).not.toMatch(CONTROL)
  })
})

describe('the code frame', () => {
  const frame = (text: string, more: Parameters<typeof findingWith>[0]) =>
    textReport([reportWith({ findings: [findingWith(more)], texts: new Map([['a.ini', text]]) })], PLAIN)

  it('marks the right characters behind tabs, byte order marks and control characters', () => {
    expect(frame('\uFEFFjobs = 9\r\n', { line: 1, column: 8, endLine: 1, endColumn: 9 })).toContain(
      '  1 | jobs = 9\n    |        ^\n',
    )
    expect(frame('\tjobs = 9', { line: 1, column: 9, endLine: 1, endColumn: 10 })).toContain(
      '  1 |  jobs = 9\n    |         ^\n',
    )
    expect(frame('\u0007jobs = 9', { line: 1, column: 9, endLine: 1, endColumn: 10 })).toContain(
      '  1 | \\x07jobs = 9\n    |            ^\n',
    )
  })

  it('marks a span of several lines to the end of its first', () => {
    expect(frame('a = [\n1,\n]', { line: 1, column: 5, endLine: 3, endColumn: 2 })).toContain(
      '1 | a = [\n    |     ^\n',
    )
  })

  it('is left out for a line that would fill the screen, and for one that is not there', () => {
    expect(frame('x'.repeat(400), { line: 1, column: 1, endLine: 1, endColumn: 2 })).not.toContain('|')
    expect(frame('x', { line: 7 })).not.toContain('|')
  })
})
