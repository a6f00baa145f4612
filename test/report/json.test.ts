import { describe, expect, it } from 'vitest'
import { runnersAmong } from '../../src/host/runners.ts'
import { setting } from '../../src/model/setting.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { jsonPlanReport, jsonReport } from '../../src/report/json.ts'
import { parseDocument } from '../engine/documents.ts'
import { host, planOptions, workload } from '../plan/workloads.ts'
import { findingWith, reportWith } from './reports.ts'

const json = (...reports: Parameters<typeof jsonReport>[0]) => JSON.parse(jsonReport(reports, '1.2.3'))

describe('version 1 of the JSON report', () => {
  const manual = { title: 'by hand', safety: 'manual', why: 'why', edits: [] } as const
  const document = json(
    reportWith({
      root: 'sub',
      findings: [
        findingWith({ related: [{ ...findingWith(), file: 'b.ini', line: 7, message: 'see' }] }),
        findingWith({ fix: manual, silenced: { by: 'config', reason: 'because' } }),
        findingWith({ fix: null }),
      ],
      notes: ['a note'],
    }),
  )

  it('has exactly the keys that were promised', () => {
    expect(Object.keys(document)).toEqual([
      'version',
      'memlint',
      'hosts',
      'findings',
      'plan',
      'files',
      'rules',
      'notes',
    ])
    expect(Object.keys(document.findings[0])).toEqual([
      ...[
        'rule',
        'severity',
        'confidence',
        'file',
        'line',
        'column',
        'endLine',
        'endColumn',
        'hosts',
        'message',
      ],
      ...['because', 'help', 'related', 'fix', 'silenced'],
    ])
    expect(Object.keys(document.findings[0].fix)).toEqual(['title', 'safety', 'why', 'edits'])
    expect(Object.keys(document.findings[0].fix.edits[0])).toEqual(['file', 'start', 'end', 'text'])
    for (const key of ['name', 'kind', 'memory', 'cpus', 'usable', 'source'])
      expect(document.hosts[0]).toHaveProperty(key)
  })

  it('has paths with forward slashes from the working directory', () => {
    const [first] = document.findings
    expect([first.file, first.fix.edits[0].file, first.related]).toEqual([
      'sub/a.ini',
      'sub/a.ini',
      [{ file: 'sub/b.ini', line: 7, message: 'see' }],
    ])
  })

  it('has manual fixes without edits, findings without a fix, and silenced ones', () => {
    expect(document.findings[1]).toMatchObject({ fix: manual, silenced: { by: 'config', reason: 'because' } })
    expect(document.findings[2]).toMatchObject({ fix: null, silenced: null })
  })

  it('says what a new file would hold', () => {
    const edits = [{ file: 'new.toml', create: true as const, start: 0, end: 0, text: 'a = 1\n' }]
    const fix = { title: 'move', safety: 'unsafe', why: 'w', ops: [], edits } as const
    expect(json(reportWith({ findings: [findingWith({ fix })] })).findings[0].fix.edits).toEqual(edits)
  })

  it('sums files, and has failures among the notes', () => {
    const both = json(reportWith({ failures: ['crashed'] }), reportWith({ notes: ['n'], rules: 9 }))
    expect(both).toMatchObject({ files: 6, rules: 9, notes: ['crashed', 'n'] })
    expect(both.hosts).toHaveLength(1)
  })

  it('has null where an amount has no end', () => {
    const unbounded = workload({ count: { kind: 'unbounded' } })
    const plan = makePlan([unbounded], planOptions([host(16, 8)]))
    const [row] = json(reportWith({ plan })).plan.hosts[0].rows
    expect(row).toMatchObject({ processes: 'unbounded', total: null, over: true })
  })

  it('has the machines that jobs name beside the hosts', () => {
    const at = setting('', parseDocument('ci.yml', ''), [])
    const job = { name: 'job a', runners: [{ label: 'macos-14', at }], elsewhere: false }
    const plan = makePlan(
      [{ ...workload(), job }],
      planOptions([host(16, 8)], { runnerFor: runnersAmong([]) }),
    )
    const document = json(reportWith({ plan }))
    expect(document.hosts).toHaveLength(1)
    expect(document.plan.hosts[0].rows).toEqual([])
    const [runner] = document.plan.runners
    expect(runner).toMatchObject({ host: 'macos-14', labels: ['macos-14'], cpus: 3, verdict: 'fits' })
    expect(runner.rows).toHaveLength(1)
  })

  it('is valid JSON for no report and for odd texts', () => {
    expect(json()).toMatchObject({ hosts: [], findings: [], files: 0, rules: 0 })
    const odd = '\u2028\ud800"\\\u0000'
    expect(json(reportWith({ findings: [findingWith({ message: odd })] })).findings[0].message).toBe(odd)
  })
})

it('the plan alone has the same shape as in the report', () => {
  const report = reportWith({ notes: ['n'] })
  const plan = JSON.parse(jsonPlanReport([report], '1.2.3'))
  expect(Object.keys(plan)).toEqual(['version', 'memlint', 'plan', 'notes'])
  expect(plan.plan).toEqual(json(report).plan)
})
