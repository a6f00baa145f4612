import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { applyEdits } from '../src/model/apply-edits.ts'
import type { Finding } from '../src/model/finding.ts'
import type { Report } from '../src/model/report.ts'
import { runSession } from '../src/session/session.ts'
import { readTree } from '../src/testing/fixture.ts'
import { isAt, type LabelledFile, readLabels, type Verdict, verdictOn } from './corpus-labels.ts'

/**
 * `npm run corpus -- <folder>`: every repository of a corpus, on a laptop of 16 GiB and 8 cpus. Says what
 * breaks (exit 1), and how often rules agree with the labels that a person wrote (a report: labels are opinions).
 * The folder holds `files/<owner>+<name>/…` and `labels.json`; a second folder with whole repositories under such
 * names is looked at in place of `files`. Works on copies.
 */
/** Labels of tools that memlint does not know yet: JavaScript, Java, Makefiles, workflows. */
const OTHER_TOOLS = 'bonus'
const HOST = { memory: '16GiB', cpus: 8, kind: 'workstation' }

const corpus = resolve(process.argv[2] ?? '../shared/corpus')
const repositories = resolve(process.argv[3] ?? join(corpus, 'files'))
if (!existsSync(repositories)) {
  console.error(`${repositories} is not there: npm run corpus -- <folder with labels.json> [<repositories>]`)
  process.exit(2)
}
const scratch = mkdtempSync(join(tmpdir(), 'memlint-corpus-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
const config = join(scratch, 'memlint.config.json')
writeFileSync(config, JSON.stringify({ hosts: { laptop: HOST } }))

const broken: string[] = []
const found: { repo: string; finding: Finding }[] = []
const totals = { files: 0, applied: 0, rejected: 0, changed: 0 }
for (const folder of readdirSync(repositories).sort()) await look(folder)
printBroken()
printAgreement(readLabels(join(corpus, 'labels.json')))

async function look(folder: string): Promise<void> {
  const repo = folder.replace('+', '/')
  const cwd = join(scratch, folder)
  cpSync(join(repositories, folder), cwd, { recursive: true, verbatimSymlinks: true })
  // The corpus is read-only, and a copy keeps that.
  for (const entry of readdirSync(cwd, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  const before = readTree(cwd)
  try {
    const checked = await session(cwd)
    complain(repo, checked, report => report.failures)
    found.push(...checked.flatMap(report => report.findings.map(finding => ({ repo, finding }))))
    totals.files += sum(checked.map(report => report.files))

    const fixed = await session(cwd, { unsafe: true, write: true })
    complain(repo, fixed, report => report.failures)
    complain(repo, fixed, report => fresh(unreadable(report), checked.flatMap(unreadable)))
    complain(repo, fixed, report =>
      report.rejected.map(({ finding, reason }) => `${at(finding)} rolled back: ${reason}`),
    )
    const after = readTree(cwd)
    for (const report of fixed) complain(repo, [report], () => unexplained(report, before, after))
    totals.applied += sum(fixed.map(report => report.applied.length))
    totals.rejected += sum(fixed.map(report => report.rejected.length))
    totals.changed += sum(fixed.map(report => report.changes.length))

    const again = await session(cwd, { unsafe: true, write: true })
    complain(repo, again, report => report.applied.map(finding => `${at(finding)} is fixed a second time`))
    complain(repo, again, report => report.changes.map(change => `${change.path} changes a second time`))
  } catch (error) {
    broken.push(`${repo}: ${error instanceof Error ? error.stack : String(error)}`)
  }
}

async function session(cwd: string, fixes?: { unsafe: boolean; write: boolean }): Promise<readonly Report[]> {
  return (await runSession({ cwd, config, ...(fixes && { fixes }) })).reports
}

/** The edits that were reported, made one fix after the other, must be all that happened to the files. */
function unexplained(
  report: Report,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const texts = new Map(before)
  for (const { fix } of report.applied) {
    const files = new Set(fix?.edits.map(edit => edit.file))
    for (const file of files) {
      const edits = fix?.edits.filter(edit => edit.file === file) ?? []
      texts.set(file, applyEdits(texts.get(file) ?? '', edits))
    }
  }
  return [...after].flatMap(([path, text]) =>
    texts.get(path) === text ? [] : [`${path} is not what the reported edits make of it`],
  )
}

function unreadable(report: Report): string[] {
  return report.findings
    .filter(finding => finding.rule === 'memlint/unreadable')
    .map(finding => finding.message)
}

function fresh(now: readonly string[], before: readonly string[]): string[] {
  return now.filter(message => !before.includes(message))
}

function complain(
  repo: string,
  reports: readonly Report[],
  what: (report: Report) => readonly string[],
): void {
  broken.push(...reports.flatMap(what).map(complaint => `${repo}: ${complaint}`))
}

function printBroken(): void {
  const parsed = found.filter(({ finding }) => finding.rule === 'memlint/unreadable')
  console.log(
    `read ${totals.files} files; applied ${totals.applied} fixes to ${totals.changed} files, rolled back ${totals.rejected}`,
  )
  console.log(`unreadable: ${parsed.length}`)
  for (const { repo, finding } of parsed) console.log(`  ${repo} ${at(finding)} ${finding.message}`)
  console.log(`broken: ${broken.length}`)
  for (const complaint of broken) console.log(`  ${complaint}`)
  if (broken.length > 0) process.exitCode = 1
}

function printAgreement(labels: readonly LabelledFile[]): void {
  const present = labels.filter(({ repo, path }) =>
    existsSync(join(repositories, repo.replace('/', '+'), path)),
  )
  const judged = found
    .filter(({ finding }) => !finding.rule.startsWith('memlint/'))
    .map(({ repo, finding }) => {
      const labelled = present.find(label => label.repo === repo && label.path === finding.file)
      return { repo, finding, looked: labelled !== undefined, verdict: verdictOn(finding, labelled) }
    })
  const serious = judged.filter(({ finding }) => finding.severity !== 'info')
  const count = (verdict: Verdict) => serious.filter(each => each.looked && each.verdict === verdict).length
  const looked = serious.filter(each => each.looked).length
  console.log(`\nfindings: ${judged.length}, of them ${serious.length} warnings and errors`)
  console.log(
    `precision (warnings and errors in ${present.length} labelled files): ${count('hazard') + count('advisory')} of ${looked}` +
      ` (${count('hazard')} hazards, ${count('advisory')} advisories, ${count('near miss')} near misses, ${count('not labelled')} at no label)`,
  )
  console.log(`warnings and errors in files without labels: ${serious.length - looked}`)
  for (const { repo, finding, verdict, looked } of serious) {
    if (verdict === 'hazard' || verdict === 'advisory') continue
    console.log(
      `  ${looked ? verdict : 'file not labelled'}: ${repo} ${at(finding)} ${finding.rule} ${finding.message}`,
    )
  }
  for (const severities of [['medium', 'high'], ['low']]) printRecall(present, severities)
}

function printRecall(labels: readonly LabelledFile[], severities: readonly string[]): void {
  const hazards = labels.flatMap(({ repo, path, hazards, group }) =>
    hazards
      .filter(hazard => group !== OTHER_TOOLS && severities.includes(hazard.severity))
      .map(hazard => ({ repo, path, hazard })),
  )
  const missed = hazards.filter(
    ({ repo, path, hazard }) =>
      !found.some(each => each.repo === repo && each.finding.file === path && isAt(each.finding, hazard)),
  )
  console.log(`recall (${severities.join(' and ')}): ${hazards.length - missed.length} of ${hazards.length}`)
  for (const { repo, path, hazard } of missed)
    console.log(`  missed: ${repo} ${path}:${hazard.line ?? '*'} ${hazard.rule_hint}: ${hazard.reason}`)
}

function at({ file, line }: Finding): string {
  return `${file}:${line}`
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
