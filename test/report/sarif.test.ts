import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { Fix, Log, Replacement, Result, Run } from 'sarif'
import { describe, expect, it } from 'vitest'
import { ecosystems, rules } from '../../rules/index.ts'
import { check, fix } from '../../src/index.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Report } from '../../src/model/report.ts'
import { sarifReport } from '../../src/report/sarif.ts'
import { readHosts, runRule } from '../../src/testing/fixture.ts'
import { CONFIG, HUNGRY, project } from '../cli/project.ts'
import { findingWith, reportWith } from './reports.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ABOUT = { version: '1.2.3', rules, failOn: 'warning' } as const

// One of the schema's patterns has brackets that Unicode mode refuses.
const ajv = new Ajv({ allErrors: true, unicodeRegExp: false })
formats.default(ajv)
const isValid = ajv.compile(
  JSON.parse(readFileSync(join(import.meta.dirname, 'schemas/sarif-2.1.0.schema.json'), 'utf8')),
)

/** The one run of a report, which is valid SARIF. */
function runOf(...reports: Report[]): Run {
  const log: Log = JSON.parse(sarifReport(reports, ABOUT))
  expect(isValid(log), JSON.stringify(isValid.errors, null, 2)).toBe(true)
  const [run] = log.runs
  if (!run) throw new Error('there is no run')
  return run
}

function resultOf(finding: Partial<Finding>, report: Partial<Report> = {}): Result {
  const [result] = runOf(reportWith({ findings: [findingWith(finding)], ...report })).results ?? []
  if (!result) throw new Error('there is no result')
  return result
}

describe('the official schema', () => {
  it('takes both incidents, with every kind of fix', async () => {
    const reports = await check({ cwd: join(ROOT, 'fixtures/incidents') })
    const { results = [] } = runOf(...reports)
    expect(results.length).toBe(reports.flatMap(report => report.findings).length)
    expect(results.filter(result => result.fixes).length).toBeGreaterThan(5)
  })

  it('takes a run that found nothing, and one that failed', () => {
    expect(runOf(reportWith()).results).toEqual([])
    expect(runOf().results).toEqual([])
    const { invocations } = runOf(reportWith({ failures: ['rule x crashed'], notes: ['a note'] }))
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: 'rule x crashed' } },
          { level: 'note', message: { text: 'a note' } },
        ],
      },
    ])
  })

  it('refuses what is not SARIF', () => {
    expect(isValid({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false)
    expect(isValid({ version: '2.1.0', runs: [], more: true })).toBe(false)
  })
})

describe('rules', () => {
  const { driver } = runOf(reportWith({ findings: [findingWith({ rule: 'memlint/unreadable' })] })).tool

  it('are all there, with help, page, level, tags and precision', () => {
    expect(driver.rules?.length).toBe(rules.length + 1)
    expect(driver.rules?.find(({ id }) => id === 'pytest/workers-exceed-memory')).toMatchObject({
      name: 'PytestWorkersExceedMemory',
      shortDescription: { text: 'pytest starts more workers than memory has room for' },
      helpUri: expect.stringMatching(/^https:.*\/docs\/rules\/pytest\/workers-exceed-memory\.md$/),
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['memory', 'pytest'], precision: 'high', 'problem.severity': 'error' },
    })
    for (const rule of driver.rules ?? []) {
      expect(rule.help?.text, rule.id).toBeTruthy()
      expect(rule.fullDescription?.text.length, rule.id).toBeGreaterThan(10)
      expect(rule.fullDescription?.text.length, rule.id).toBeLessThanOrEqual(1024)
    }
  })

  it('of memlint itself have no page', () => {
    expect(driver.rules?.at(-1)).toMatchObject({ id: 'memlint/unreadable' })
    expect(driver.rules?.at(-1)).not.toHaveProperty('helpUri')
  })

  it('are what results point at', () => {
    const findings = [findingWith({ rule: 'memlint/unreadable' }), findingWith({ rule: 'cargo/fat-lto' })]
    const run = runOf(reportWith({ findings }))
    for (const { ruleId, ruleIndex = -1 } of run.results ?? [])
      expect(run.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId)
  })
})

describe('a result', () => {
  it('says what is wrong, with the arithmetic and what to do', () => {
    expect(resultOf({ rule: 'cargo/fat-lto' }).message.text?.split('\n')).toEqual([
      'too many jobs',
      'because 9 × 1.0 GiB',
      'fix (safe, --fix): set jobs to 4',
      'help: write less',
      expect.stringMatching(/^more: https:/),
    ])
  })

  it('has its place from the root of the repository, percent-encoded', () => {
    const { locations } = resultOf({ file: 'a b/größe%20#1.ini' }, { root: 'sub' })
    expect(locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'sub/a%20b/gr%C3%B6%C3%9Fe%2520%231.ini', uriBaseId: '%SRCROOT%' },
          region: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 9 },
        },
      },
    ])
    expect(resultOf({ file: 'a\ud800.ini' }).locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'a%EF%BF%BD.ini',
    )
  })

  it('has related places and a milder level', () => {
    const related = [{ ...findingWith(), file: 'b.ini', line: 7, message: 'see' }]
    expect(resultOf({ severity: 'info', related })).toMatchObject({
      level: 'note',
      relatedLocations: [
        {
          id: 1,
          message: { text: 'see' },
          physicalLocation: { artifactLocation: { uri: 'b.ini' }, region: { startLine: 7 } },
        },
      ],
    })
  })

  it('is suppressed in the source or outside of it, with the reason; others say that they are not', () => {
    const suppressions = (by: 'comment' | 'config' | 'baseline') =>
      resultOf({ silenced: { by, reason: 'measured' } }).suppressions
    expect(suppressions('comment')).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'measured' },
    ])
    expect(suppressions('config')).toMatchObject([{ kind: 'external' }])
    expect(suppressions('baseline')).toMatchObject([{ kind: 'external' }])
    expect(resultOf({}).suppressions).toEqual([])
  })

  it('makes no link of what a linted repository writes', () => {
    const { text } = resultOf({
      message: 'reads [this](https://example.org) and [build] and x[1](2)',
    }).message
    expect(text).toContain('reads [this\\](https://example.org) and [build] and x[1\\](2)')
  })
})

describe('a fingerprint', () => {
  const print = (finding: Partial<Finding>, root = '') =>
    resultOf(finding, { root }).partialFingerprints?.['memlint/v1']

  it('survives moved lines and other figures, and nothing else', () => {
    expect(print({ line: 90, message: 'other figures', severity: 'info' })).toBe(print({}))
    expect(print({ identity: 'toy/too-many a.ini toy.others' })).not.toBe(print({}))
    expect(print({}, 'sub')).not.toBe(print({}))
  })

  it('is each finding’s own', () => {
    const { results = [] } = runOf(reportWith({ findings: [findingWith(), findingWith()] }))
    expect(new Set(results.map(result => result.partialFingerprints?.['memlint/v1'])).size).toBe(2)
  })
})

describe('fixes', () => {
  it('that create a file are left to the message, whole', () => {
    const edits = [
      { file: 'a.ini', start: 0, end: 6, text: '' },
      { file: 'new.toml', create: true as const, start: 0, end: 0, text: 'a = 1\n' },
    ]
    const move = { title: 'move it to new.toml', safety: 'unsafe', why: 'w', ops: [], edits } as const
    const result = resultOf({ fix: move })
    expect(result).not.toHaveProperty('fixes')
    expect(result.message.text).toContain('move it to new.toml')
  })

  it('by hand have no replacements', () => {
    const fix = { title: 'buy memory', safety: 'manual', why: 'none fits', edits: [] } as const
    expect(resultOf({ fix })).not.toHaveProperty('fixes')
  })

  const LINES = '[pytest]\n# all cpus\naddopts = --junitxml=report.xml -n auto\n'
  it.each([
    ['plain', LINES],
    ['behind a byte order mark', `\uFEFF${LINES}`],
    ['in lines of Windows', LINES.replaceAll('\n', '\r\n')],
    ['behind characters of two units', LINES.replace('report', '😀-𝒳').replace('all', '🐘')],
    [
      'with all of these, and no final newline',
      `\uFEFF${LINES.trim().replaceAll('\n', '\r\n').replace('all', '😀')}`,
    ],
  ])('give what --fix writes: %s', async (_, text) => {
    const cwd = project({ ...HUNGRY, 'pytest.ini': text })
    const [found] = await check({ cwd })
    const [fixed] = await fix({ cwd, write: false })
    if (!found) throw new Error('there is no report')
    const [sarif] = runOf(found).results?.flatMap(result => result.fixes ?? []) ?? []
    expect(fixed?.changes).toHaveLength(1)
    expect(appliedTo(new Map([['pytest.ini', text]]), sarif).get('pytest.ini')).toBe(fixed?.changes[0]?.after)
  })

  it('give what the edits give, for an example of every rule', async () => {
    let compared = 0
    for (const rule of rules) {
      const cases = join(ROOT, 'fixtures/rules', rule.id)
      for (const name of readdirSync(cases).slice(0, 2)) {
        const hosts = readHosts(join(cases, name, 'host.json'))
        const report = await runRule({ root: join(cases, name, 'before'), rule, ecosystems, hosts })
        const { results = [] } = runOf(report)
        for (const [index, { fix: ours }] of report.findings.entries()) {
          const theirs = results[index]?.fixes?.[0]
          if (!theirs || !ours) continue
          const after = appliedTo(report.texts, theirs)
          for (const file of new Set(ours.edits.map(edit => edit.file)))
            expect(after.get(file)).toBe(
              applyEdits(
                report.texts.get(file) ?? '',
                ours.edits.filter(edit => edit.file === file),
              ),
            )
          compared++
        }
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('of several files are one fix', async () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["a"]\n\n[build]\njobs = 6\n',
      'a/Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n',
      '.cargo/config.toml': '[net]\nretry = 3\n',
      'memlint.config.json': JSON.stringify({
        ...CONFIG,
        footprints: { 'cargo/jobs': { perProcess: '3GiB' } },
      }),
    }
    const reports = await check({ cwd: project(files), select: ['cargo/build-table-in-manifest'] })
    const [result] = runOf(...reports).results ?? []
    expect(result?.fixes?.[0]?.artifactChanges.map(change => change.artifactLocation.uri).sort()).toEqual([
      '.cargo/config.toml',
      'Cargo.toml',
    ])
  })
})

/** What a reader of SARIF makes of a fix: lines and columns of a text without its byte order mark. */
function appliedTo(texts: ReadonlyMap<string, string>, fix: Fix | undefined): ReadonlyMap<string, string> {
  const after = new Map(texts)
  for (const { artifactLocation, replacements } of fix?.artifactChanges ?? []) {
    const file = decodeURIComponent(artifactLocation.uri ?? '')
    const text = texts.get(file) ?? ''
    const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
    after.set(file, mark + replaced(text.slice(mark.length), replacements))
  }
  return after
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(match => match.index + match[0].length)]
  const offset = (line = 0, column = 0) => (starts[line - 1] ?? Number.NaN) + column - 1
  return applyEdits(
    text,
    replacements.map(({ deletedRegion: region, insertedContent }) => ({
      start: offset(region.startLine, region.startColumn),
      end: offset(region.endLine, region.endColumn),
      text: insertedContent?.text ?? '',
    })),
  )
}
