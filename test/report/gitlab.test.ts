import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/index.ts'
import type { Report } from '../../src/model/report.ts'
import { gitlabReport } from '../../src/report/gitlab.ts'
import { HUNGRY, project } from '../cli/project.ts'
import { findingWith, reportWith } from './reports.ts'

const issuesOf = (...reports: readonly Report[]) => JSON.parse(gitlabReport(reports))

describe('the Code Quality report', () => {
  it('has what GitLab reads of each finding, and nothing else', () => {
    expect(issuesOf(reportWith({ root: 'sub', findings: [findingWith({ endLine: 3 })] }))).toEqual([
      {
        description:
          'too many jobs — because 9 × 1.0 GiB — fix (safe, --fix): set jobs to 4 — help: write less — more: https://github.com/memlint/memlint/blob/main/docs/rules/toy/too-many.md',
        check_name: 'toy/too-many',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: 'critical',
        location: { path: 'sub/a.ini', lines: { begin: 2, end: 3 } },
      },
    ])
  })

  it('has GitLab’s severities, and no silenced findings', () => {
    const silenced = { by: 'baseline', reason: 'known' } as const
    const findings = [
      findingWith(),
      findingWith({ severity: 'warning' }),
      findingWith({ severity: 'info' }),
      findingWith({ silenced }),
    ]
    const severities = issuesOf(reportWith({ findings })).map((issue: { severity: string }) => issue.severity)
    expect(severities).toEqual(['critical', 'major', 'info'])
  })

  it('is an empty list where nothing is found', () => {
    expect(issuesOf(reportWith())).toEqual([])
    expect(issuesOf()).toEqual([])
  })
})

describe('fingerprints', () => {
  const printsIn = async (files: Readonly<Record<string, string>>) =>
    issuesOf(...(await check({ cwd: project(files) }))).map(
      (issue: { fingerprint: string }) => issue.fingerprint,
    )

  it('are the same after lines moved, and on another host', async () => {
    const before = await printsIn(HUNGRY)
    const moved = { ...HUNGRY, 'pytest.ini': `# one\n# two\n${HUNGRY['pytest.ini']}` }
    const { 'memlint.config.json': config } = HUNGRY
    const elsewhere = { ...HUNGRY, 'memlint.config.json': config.replace('16GiB', '12GiB') }
    expect(before).toHaveLength(1)
    expect(await printsIn(moved)).toEqual(before)
    expect(await printsIn(elsewhere)).toEqual(before)
  })

  it('are each finding’s own: in both incidents, at one place, and in projects alike', async () => {
    const reports = await check({ cwd: join(resolve(import.meta.dirname, '../..'), 'fixtures/incidents') })
    const twice = [findingWith(), findingWith({ message: 'the same place' })]
    const all = issuesOf(
      ...reports,
      reportWith({ findings: twice }),
      reportWith({ root: 'b', findings: twice }),
    )
    const prints = all.map((issue: { fingerprint: string }) => issue.fingerprint)
    expect(prints.length).toBeGreaterThan(15)
    expect(new Set(prints).size).toBe(prints.length)
  })
})
