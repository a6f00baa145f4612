import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { exitCode } from '../src/cli/exit.ts'
import type { Severity } from '../src/model/severity.ts'
import { memlint, project } from './cli/project.ts'
import { findingWith, reportWith } from './report/reports.ts'

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '..', path), 'utf8')
const PAGE = read('docs/ci.md')
const { version } = JSON.parse(read('package.json'))

/** What people paste. `npm run test:real` hands the same to the tools they are for. */
const SNIPPETS = [...PAGE.matchAll(/^```(\w+) title="([^"]+)"\n([\s\S]*?)^```$/gm)].map(
  ([, language, title, text = '']) => ({ language, title, text }),
)

describe('docs/ci.md', () => {
  it.each(SNIPPETS)('$title is $language', ({ language, text }) => {
    expect(typeof (language === 'json' ? JSON.parse(text) : parse(text))).toBe('object')
  })

  it('declares hosts that memlint knows', async () => {
    const config = SNIPPETS.find(({ title }) => title === 'memlint.config.json')?.text ?? ''
    const { code, err } = await memlint(project({ 'memlint.config.json': config }), ['--print-config'])
    expect(code, err).toBe(0)
  })

  it.each(['docs/ci.md', 'templates/gitlab.yml'])('%s names this version of memlint', path => {
    const named = read(path).matchAll(
      /(?:memlint@v?|memlint\/raw\/v|rev: v|MEMLINT_VERSION: )(\d+\.\d+\.\d+)/g,
    )
    const versions = [...named].map(match => match[1])
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter(named => named !== version)).toEqual([])
  })

  it('explains every input and output of the action, and no other', () => {
    const { inputs, outputs } = parse(read('action.yml'))
    const [table = ''] = /^\| input [\s\S]*?\n\n/m.exec(PAGE) ?? []
    const rows = table.split('\n').slice(2)
    const named = rows.flatMap(row =>
      [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].map(match => match[1]),
    )
    expect(named.sort()).toEqual(Object.keys(inputs).sort())
    const [, listed = ''] = /^Outputs: (.*)$/m.exec(PAGE) ?? []
    expect([...listed.matchAll(/`([\w-]+)`/g)].map(match => match[1]).sort()).toEqual(
      Object.keys(outputs).sort(),
    )
  })

  it('names hooks of pre-commit that are there', () => {
    const ids = parse(read('.pre-commit-hooks.yaml')).map(({ id }: { id: string }) => id)
    expect(ids).toEqual(['memlint', 'memlint-fix'])
    const used = SNIPPETS.filter(({ title }) => title === '.pre-commit-config.yaml')
    expect(used.flatMap(({ text }) => parse(text).repos[0].hooks[0].id)).toEqual(['memlint-fix'])
  })
})

describe('the table of exit codes in docs/ci.md', () => {
  const lines = PAGE.slice(PAGE.indexOf('| left are')).split('\n')
  const [heading = '', , ...rows] = lines.filter(line => line.startsWith('|'))
  const options = cellsOf(heading).slice(1).map(optionsOf)

  it('has every combination', () => {
    expect([options.length, rows.length]).toEqual([6, 6])
  })

  it.each(rows.map(cellsOf))('%s left', (left = '', ...expected) => {
    const severities = left.split(', ').filter(word => word !== 'nothing') as Severity[]
    const report = reportWith({ findings: severities.map(severity => findingWith({ severity })) })
    const codes = options.map(option => exitCode([report], { exitZero: false, pending: false, ...option }))
    expect(codes.map(String)).toEqual(expected)
  })
})

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim())
}

function optionsOf(heading: string): { failOn: Severity; maxWarnings?: number } {
  const failOn = /--fail-on (\w+)/.exec(heading)?.[1] ?? 'warning'
  const maxWarnings = /--max-warnings (\d+)/.exec(heading)?.[1]
  return { failOn: failOn as Severity, ...(maxWarnings && { maxWarnings: Number(maxWarnings) }) }
}
