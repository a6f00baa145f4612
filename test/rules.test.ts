import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ecosystems, rules } from '../rules/index.ts'
import { GiB } from '../src/model/bytes.ts'
import type { Host } from '../src/model/host.ts'
import type { Report } from '../src/model/report.ts'
import type { AnyRule } from '../src/model/rule.ts'
import { textReport } from '../src/report/text.ts'
import { type FixtureHosts, readHosts, readTree, runRule } from '../src/testing/fixture.ts'

/**
 * One loop that holds every case of every rule to every invariant. `fixtures/rules/<rule>/<case>/` holds
 * `before/`, `host.json`, `expected.txt` (the report, then what fixing did) and `after/` (when a fix exists).
 * UPDATE=1 records `expected.txt` and `after/`.
 */
const FIXTURES = resolve(import.meta.dirname, '../fixtures/rules')
const UPDATE = Boolean(process.env.UPDATE)
const scratch = mkdtempSync(join(tmpdir(), 'memlint-rules-'))
// A busy machine takes its time to delete some thousand folders.
afterAll(() => rmSync(scratch, { recursive: true, force: true }), 60_000)

it('every folder of fixtures belongs to a rule', () => {
  const folders = readdirSync(FIXTURES).flatMap(ecosystem =>
    readdirSync(join(FIXTURES, ecosystem)).map(name => `${ecosystem}/${name}`),
  )
  expect(folders.filter(id => !rules.some(rule => rule.id === id))).toEqual([])
})

for (const rule of rules) {
  const cases = casesOf(rule)
  const observed = { safeties: new Set<string>(), silent: false, hostMatters: false }

  describe(rule.id, () => {
    for (const name of cases) {
      it(`${name}: reports and fixes what the fixture says, and nothing else changes`, async () => {
        const folder = join(FIXTURES, rule.id, name)
        const hosts = readHosts(join(folder, 'host.json'))
        const root = copyOf(join(folder, 'before'), `${rule.id}-${name}`)
        const before = readTree(root)

        const found = await runRule({ root, rule, ecosystems, hosts })
        const fixed = await runRule({ root, rule, ecosystems, hosts, fix: { unsafe: true, write: true } })
        const after = readTree(root)
        const expected = transcript(found, fixed)
        if (UPDATE) record(folder, expected, before, after)

        expect(expected).toBe(readTree(folder).get('expected.txt'))
        expect(withoutSame(after, before)).toEqual(withoutSame(readTree(join(folder, 'after')), before))
        expect([...found.failures, ...fixed.failures]).toEqual([])
        expect(fixed.rejected.map(({ reason }) => reason)).toEqual([])
        expectWellWritten(found, rule)
        expectCommentsKept(before, after)
        expect(readable(fixed)).toEqual(readable(found))

        for (const finding of found.findings) if (finding.fix) observed.safeties.add(finding.fix.safety)
        if (found.findings.length === 0) observed.silent = true
        if (rule.dependsOnHost)
          observed.hostMatters ||= await differsByHost(join(folder, 'before'), rule, hosts)
      })

      it(`${name}: a second run changes nothing`, async () => {
        const folder = join(FIXTURES, rule.id, name)
        const hosts = readHosts(join(folder, 'host.json'))
        const root = copyOf(join(folder, 'before'), `${rule.id}-${name}-twice`)
        await runRule({ root, rule, ecosystems, hosts, fix: { unsafe: true, write: true } })
        const once = readTree(root)
        const again = await runRule({ root, rule, ecosystems, hosts, fix: { unsafe: true, write: true } })
        expect(again.applied.map(finding => finding.message)).toEqual([])
        expect(readTree(root)).toEqual(once)
      })

      it(`${name}: with the other line endings it makes the same of it`, async () => {
        const folder = join(FIXTURES, rule.id, name)
        const hosts = readHosts(join(folder, 'host.json'))
        const root = copyOf(join(folder, 'before'), `${rule.id}-${name}-crlf`)
        const before = readTree(root)
        for (const [path, text] of before) writeFileSync(join(root, path), otherEndings(text))
        await runRule({ root, rule, ecosystems, hosts, fix: { unsafe: true, write: true } })
        const expected = new Map([...before, ...readTree(join(folder, 'after'))])
        for (const [path, text] of readTree(root)) {
          const wanted = expected.get(path)
          expect(text).toBe(before.has(path) && wanted !== undefined ? otherEndings(wanted) : wanted)
        }
      })

      if (!rule.dependsOnHost) {
        it(`${name}: says the same on every host, as the rule declares`, async () => {
          const root = join(FIXTURES, rule.id, name, 'before')
          expect(await differsByHost(root, rule, readHosts(join(FIXTURES, rule.id, name, 'host.json')))).toBe(
            false,
          )
        })
      }
    }

    it('has a case in which it is silent, and one in which it is not', () => {
      expect(cases.length).toBeGreaterThanOrEqual(2)
      expect(observed.silent).toBe(true)
      expect(
        cases.some(name => /\[/.test(readTree(join(FIXTURES, rule.id, name)).get('expected.txt') ?? '')),
      ).toBe(true)
    })

    it('fixes with every safety it declares, and with no other', () => {
      expect([...observed.safeties].sort()).toEqual([...rule.fixes].sort())
    })

    if (rule.dependsOnHost) {
      it('has a case with another answer on another host, as it declares', () =>
        expect(observed.hostMatters).toBe(true))
    }

    it('declares what its page needs', () => {
      expect(rule.references.length).toBeGreaterThan(0)
      expect(rule.references.filter(reference => !/https?:\/\//.test(reference))).toEqual([])
      expect(rule.id.startsWith(`${rule.ecosystem.id}/`)).toBe(true)
      expect(rule.summary).not.toMatch(/\.$|\n/)
    })
  })
}

function casesOf(rule: AnyRule): string[] {
  const folder = join(FIXTURES, rule.id)
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

function copyOf(folder: string, name: string): string {
  const copy = join(scratch, name.replaceAll('/', '-'))
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** What `memlint` prints, then what `memlint --fix --unsafe-fixes` prints of the fixes. */
function transcript(found: Report, fixed: Report): string {
  const options = { color: false, verbose: false }
  const outcome = { ...fixed, findings: [], notes: [], plan: { workloads: [], hosts: [], runners: [] } }
  const lines = textReport([outcome], options).trimEnd().split('\n').slice(0, -1)
  return [textReport([found], options).trimEnd(), ...(lines.length > 0 ? ['', ...lines] : []), ''].join('\n')
}

function record(
  folder: string,
  expected: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  writeFileSync(join(folder, 'expected.txt'), expected)
  rmSync(join(folder, 'after'), { recursive: true, force: true })
  for (const [path, text] of withoutSame(after, before)) {
    mkdirSync(dirname(join(folder, 'after', path)), { recursive: true })
    writeFileSync(join(folder, 'after', path), text)
  }
}

/** `after/` holds only the files that the fixes change. */
function withoutSame(
  files: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path, text]) => before.get(path) !== text))
}

function expectWellWritten({ findings }: Report, rule: AnyRule): void {
  for (const finding of findings.filter(each => each.rule === rule.id)) {
    const texts = [finding.message, finding.help, ...finding.because, finding.fix?.title ?? '']
    for (const text of texts) expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/)
    expect(finding.message).not.toMatch(/\.$/)
    if (/\d\s*(GiB|MiB|%)/.test(finding.message))
      expect(finding.because.length, finding.message).toBeGreaterThan(0)
    if (finding.fix?.safety === 'manual') expect(finding.fix.edits).toEqual([])
    else if (finding.fix) expect(finding.fix.edits.length).toBeGreaterThan(0)
  }
}

/** Read independently of memlint's own readers: the text of every comment is still in some file. */
function expectCommentsKept(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const all = [...after.values()].join('\n')
  for (const [path, text] of before) {
    if (/\.(md|txt|json|py)$/.test(path)) continue
    for (const [, comment = ''] of text.matchAll(/^[ \t]*(?:#|;|\/\/)[ \t]*(.+?)[ \t]*\r?$/gm))
      expect(all).toContain(comment)
  }
}

function readable({ findings }: Report): string[] {
  return findings.filter(finding => finding.rule === 'memlint/unreadable').map(finding => finding.file)
}

const HOSTS: readonly [string, number, number][] = [
  ['tiny', 4 * GiB, 2],
  ['huge', 1024 * GiB, 96],
]

async function differsByHost(root: string, rule: AnyRule, { hosts }: FixtureHosts): Promise<boolean> {
  const answers = await Promise.all(
    HOSTS.map(async ([name, memory, cpus]) => {
      const host = {
        ...hosts[0],
        name,
        memory: { value: memory, source: 'test' },
        cpus: { value: cpus, source: 'test' },
      } as Host
      const { findings } = await runRule({ root, rule, ecosystems, hosts: { hosts: [host], declared: true } })
      return JSON.stringify(findings.map(({ hosts: _, ...finding }) => finding)).replaceAll(name, 'host')
    }),
  )
  return answers[0] !== answers[1]
}

function otherEndings(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n')
}
