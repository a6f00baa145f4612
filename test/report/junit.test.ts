import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { rules } from '../../rules/index.ts'
import { check } from '../../src/index.ts'
import type { Report } from '../../src/model/report.ts'
import type { Severity } from '../../src/model/severity.ts'
import { junitReport } from '../../src/report/junit.ts'
import { findingWith, reportWith } from './reports.ts'

const SCHEMA = readFileSync(join(import.meta.dirname, 'schemas/junit-10.xsd'), 'utf8')

/** A report that libxml2 takes for valid JUnit XML. */
async function junit(reports: readonly Report[], failOn: Severity = 'warning'): Promise<string> {
  const text = junitReport(reports, { version: '1.2.3', rules, failOn })
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: text }], schema: [SCHEMA] })
  expect(errors, text).toEqual([])
  return text
}

const silenced = { by: 'comment', reason: 'measured, it is fine' } as const

describe('JUnit XML', () => {
  it('has a suite for each project and a case for each finding', async () => {
    const one = reportWith({
      root: 'services/api',
      findings: [findingWith({ rule: 'cargo/fat-lto', identity: 'cargo/fat-lto a.ini profile.release' })],
    })
    expect(await junit([one, reportWith()])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="memlint" tests="2" failures="1" errors="0" time="0">
<testsuite name="memlint services/api" tests="1" failures="1" errors="0" skipped="0" time="0">
<properties>
<property name="memlint" value="1.2.3"/>
<property name="host big" value="exceeds"/>
</properties>
<testcase classname="cargo.fat-lto" name="services/api/a.ini: profile.release" time="0">
<failure type="error" message="too many jobs">error: too many jobs
at services/api/a.ini:2:8
because 9 × 1.0 GiB
fix (safe, --fix): set jobs to 4
help: write less
more: https://github.com/memlint/memlint/blob/main/docs/rules/cargo/fat-lto.md</failure>
</testcase>
<system-out>5 rules, 3 files, host big 31.0 GiB / 16 cpus: 1 finding, 1 fixable with --fix</system-out>
</testsuite>
<testsuite name="memlint ." tests="1" failures="0" errors="0" skipped="0" time="0">
<properties>
<property name="memlint" value="1.2.3"/>
<property name="host big" value="exceeds"/>
</properties>
<testcase classname="memlint" name="no findings" time="0">
<system-out>5 rules, 3 files, host big 31.0 GiB / 16 cpus: 0 findings</system-out>
</testcase>
<system-out>5 rules, 3 files, host big 31.0 GiB / 16 cpus: 0 findings</system-out>
</testsuite>
</testsuites>
`)
  })

  it('is valid for both incidents, and for nothing at all', async () => {
    const reports = await check({ cwd: join(resolve(import.meta.dirname, '../..'), 'fixtures/incidents') })
    const text = await junit(reports)
    expect(text.match(/<testcase /g)).toHaveLength(reports.flatMap(report => report.findings).length)
    await junit([])
  })

  it('fails what fails the run, passes what is milder, skips what is silenced', async () => {
    const findings = [
      findingWith({ severity: 'warning' }),
      findingWith({ severity: 'info' }),
      findingWith({ silenced }),
    ]
    const outcomes = async (failOn: Severity) =>
      [...(await junit([reportWith({ findings })], failOn)).matchAll(/<testcase [^>]*>\n<([\w-]+)/g)].map(
        ([, outcome]) => outcome,
      )
    expect(await outcomes('warning')).toEqual(['failure', 'system-out', 'skipped'])
    expect(await outcomes('error')).toEqual(['system-out', 'system-out', 'skipped'])
    expect(await outcomes('info')).toEqual(['failure', 'failure', 'skipped'])
    expect(await junit([reportWith({ findings })])).toContain(
      '<skipped message="ignored (comment): measured, it is fine"/>',
    )
    expect(await junit([reportWith({ findings })])).toContain('tests="3" failures="1" errors="0" skipped="1"')
  })

  it('has an error for what memlint could not do', async () => {
    const text = await junit([reportWith({ failures: ['rule x crashed'] })])
    expect(text).toContain('tests="1" failures="0" errors="1"')
    expect(text).toContain('<error type="memlint" message="rule x crashed">')
  })

  it('escapes what XML cannot hold', async () => {
    const evil = "]]><a b='1'>&amp;\"\u0000\u001b[2J\u0085\ufffe\uffff\ud800\r\n\t<!--"
    const text = await junit([
      reportWith({
        root: evil,
        findings: [
          findingWith({ file: evil, message: evil, because: [evil], identity: evil }),
          findingWith({ silenced: { by: 'config', reason: evil } }),
        ],
        failures: [evil],
        notes: [evil],
      }),
    ])
    expect(text).toContain(
      `message="]]&gt;&lt;a b='1'&gt;&amp;amp;&quot;\\x00\\x1b[2J\\x85\ufffd\ufffd\ufffd\\x0d&#10;&#9;&lt;!--"`,
    )
  })

  it('is refused by the validator when it is broken', async () => {
    const broken = junitReport([reportWith()], { version: '1', rules, failOn: 'warning' }).replace(
      'testcase',
      'case',
    )
    const { valid } = await validateXML({ xml: [{ fileName: 'a.xml', contents: broken }], schema: [SCHEMA] })
    expect(valid).toBe(false)
  })
})
