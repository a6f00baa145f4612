import { describe, expect, it } from 'vitest'
import { githubReport } from '../../src/report/github.ts'
import { findingWith, reportWith } from './reports.ts'

/** Lines as GitHub's runner reads them: a command of the new kind at their beginning, one of the old kind anywhere. */
function read(log: string) {
  return log
    .trimEnd()
    .split('\n')
    .map(line => {
      const [, kind, written, data] = /^\s*::(\S+)(?: (.*?))?::(.*)$/.exec(line) ?? []
      if (kind === undefined) return { kind: line.includes('##[') ? 'old command' : 'log', text: line }
      const properties = Object.fromEntries(
        (written ?? '').split(',').map(each => {
          const [name = '', value = ''] = each.split(/=(.*)/s)
          return [name, unescaped(value)]
        }),
      )
      return { kind, properties, text: unescaped(data ?? '') }
    })
}

function unescaped(text: string): string {
  const codes: Readonly<Record<string, string>> = { D: '\r', A: '\n' }
  return text
    .replace(/%0([DA])/g, (_, code: string) => codes[code] ?? '')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}

describe('annotations', () => {
  it('have place, title, message and what to do; the log ends with what was looked at', () => {
    const report = reportWith({ root: 'sub', findings: [findingWith({ rule: 'cargo/fat-lto' })] })
    expect(githubReport([report])).toBe(
      '::error file=sub/a.ini,line=2,endLine=2,col=8,endColumn=9,title=memlint (cargo/fat-lto)::too many jobs%0Abecause 9 × 1.0 GiB%0Afix (safe, --fix): set jobs to 4%0Ahelp: write less%0Amore: https://github.com/memlint/memlint/blob/main/docs/rules/cargo/fat-lto.md\n5 rules, 3 files, host big 31.0 GiB / 16 cpus: 1 finding, 1 fixable with --fix\n',
    )
  })

  it('have no columns when they go over several lines', () => {
    const [annotation] = read(githubReport([reportWith({ findings: [findingWith({ endLine: 4 })] })]))
    expect(annotation?.properties).toEqual({
      file: 'a.ini',
      line: '2',
      endLine: '4',
      title: 'memlint (toy/too-many)',
    })
  })

  it('come worst first, whatever project they are of, without those that are silenced', () => {
    const silenced = { by: 'comment', reason: 'measured' } as const
    const one = reportWith({ findings: [findingWith({ severity: 'info' }), findingWith({ silenced })] })
    const other = reportWith({
      findings: [findingWith({ severity: 'warning' }), findingWith()],
      failures: ['rule x crashed'],
    })
    const lines = read(githubReport([one, other]))
    expect(lines.map(({ kind }) => kind)).toEqual(['error', 'error', 'warning', 'notice', 'log'])
    expect(lines[0]).toMatchObject({ properties: { title: 'memlint failed' }, text: 'rule x crashed' })
    expect(lines.at(-1)?.text).toContain('(1 ignored)')
  })

  it('are counted in a notice that is shown itself, where there are more than GitHub shows', () => {
    const findings = (count: number) => [
      ...Array.from({ length: count }, () => findingWith({ severity: 'warning' })),
      ...Array.from({ length: count }, () => findingWith({ severity: 'info' })),
    ]
    expect(githubReport([reportWith({ findings: findings(10) })])).not.toContain('the first 10')
    const lines = read(githubReport([reportWith({ findings: findings(11) })]))
    const notices = lines.filter(({ kind }) => kind === 'notice')
    expect(notices[0]?.text).toMatch(
      /^0 errors, 11 warnings, 11 notices: GitHub shows the first 10 of each kind/,
    )
  })

  it('say that nothing was found, and where nothing was', () => {
    expect(githubReport([reportWith()])).toBe('5 rules, 3 files, host big 31.0 GiB / 16 cpus: 0 findings\n')
  })
})

describe('text of a linted repository', () => {
  const EVIL = 'a,line=1::x%0A\r\n::set-output name=a::b\n##[set-env name=PATH;]x\u001b[2J, 100%: :'
  const report = reportWith({
    findings: [findingWith({ file: EVIL, message: EVIL, because: [EVIL], help: EVIL, rule: 'toy/too-many' })],
    failures: [EVIL],
    root: EVIL,
  })

  it('makes no command of its own and no control character', () => {
    const log = githubReport([report])
    const lines = read(log)
    expect(lines.map(({ kind }) => kind)).toEqual(['error', 'error', 'log'])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })

  it('arrives as it was written, control characters made visible', () => {
    const shown = EVIL.replaceAll('\r', '\\x0d').replaceAll('\u001b', '\\x1b')
    const [failure, finding] = read(githubReport([report]))
    expect(failure?.text).toBe(shown)
    expect(finding?.properties).toMatchObject({ file: `${shown}/${shown}`, line: '2' })
    expect(finding?.text).toContain(`${shown}\nbecause ${shown}\n`)
  })

  it('makes no command of the old kind in the last line', () => {
    const { plan } = reportWith()
    const hosts = plan.hosts.map(each => ({ ...each, host: { ...each.host, name: EVIL } }))
    const lines = read(githubReport([reportWith({ plan: { ...plan, hosts } })]))
    expect(lines.map(({ kind }) => kind)).toEqual(['log'])
  })
})
