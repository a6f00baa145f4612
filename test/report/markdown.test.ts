import fc from 'fast-check'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { rules } from '../../rules/index.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Report } from '../../src/model/report.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { cell, code, fenced, htmlCode, inline } from '../../src/report/markdown/escape.ts'
import { markdownReport } from '../../src/report/markdown.ts'
import { editor, host, planOptions, workload } from '../plan/workloads.ts'
import { findingWith, reportWith } from './reports.ts'

const ABOUT = { version: '1.2.3', rules, failOn: 'warning' } as const
const markdown = (...reports: Report[]) => markdownReport(reports, ABOUT)

describe('the Markdown report', () => {
  it('has verdict, plan, findings with their fixes and what was looked at', () => {
    const finding = findingWith({ rule: 'cargo/fat-lto', hosts: ['big'] })
    expect(markdown(reportWith({ findings: [finding], notes: ['a note'] }))).toMatchInlineSnapshot(`
      "## memlint: does not fit \`big\`

      **1 finding, 1 fixable with --fix**

      ### \`big\`: does not fit

      31.0 GiB / 16 cpus, of which 23.2 GiB usable and 20.7 GiB available to tests and builds.

      | workload | phase | processes × each = total | available | fit | |
      |---|---|---:|---:|---:|---|
      | pytest/workers | test | 16 × 3.0 GiB = 48.0 GiB | 20.7 GiB | 6 | **over** |
      | vscode/rust-analyzer | editor | 1 × 2.5 GiB = 2.5 GiB | 23.2 GiB | 9 | fits |

      Live together: vscode/rust-analyzer + pytest/workers = 50.5 GiB of 23.2 GiB usable.

      ### \`a.ini\`

      **error** [\`cargo/fat-lto\`](https://github.com/memlint/memlint/blob/main/docs/rules/cargo/fat-lto.md) in line 2: too many jobs

      - because 9 × 1.0 GiB
      - fix (safe, --fix): set jobs to 4
      - help: write less

      <details><summary>the fix in <code>a.ini</code></summary>

      \`\`\`diff
      --- a/a.ini
      +++ b/a.ini
      @@ -1,2 +1,2 @@
       [toy]
      -jobs = 9
      +jobs = 4
      \`\`\`

      </details>

      ### Notes

      - a note

      ---

      5 rules, 3 files, host big 31.0 GiB / 16 cpus. Made by [memlint](https://github.com/memlint/memlint) 1.2.3; \`memlint explain RULE\` prints the page of a rule.
      "
    `)
  })

  it('says for each host whether it fits, and on which a finding holds', () => {
    const hosts = [host(4, 2, { name: 'small' }), host(512, 4, { name: 'huge' })]
    const plan = makePlan([workload({ each: 3 })], planOptions(hosts))
    const text = markdown(reportWith({ plan, findings: [findingWith({ hosts: ['small'] })] }))
    expect(text).toMatch(/^## memlint: does not fit `small`, fits `huge`\n/)
    expect(text).toContain('### `small`: does not fit\n')
    expect(text).toContain('### `huge`: fits\n')
    expect(text).toContain('in line 2 on `small`: too many jobs')
  })

  it('names the projects, and has no plan where nothing is started', () => {
    const plan = makePlan([], planOptions([host(16, 8, { name: 'small' })]))
    const text = markdown(reportWith({ root: 'services/api' }), reportWith({ root: 'docs', plan }))
    expect(text).toContain('### `services/api` on `big`: does not fit')
    expect(text).not.toContain('`docs` on')
    expect(markdown(reportWith({ plan }))).toContain('## memlint: fits `small`\n\n**0 findings**')
    expect(markdown()).toContain('## memlint\n\n**0 findings**')
  })

  it('shows what is there once, and what has no end', () => {
    const workloads = [workload({ each: 2, base: 1 }), editor(2)]
    expect(markdown(reportWith({ plan: makePlan(workloads, planOptions([host(16, 8)])) }))).toContain(
      '| pytest/workers | test | 8 × 2.0 GiB + 1.0 GiB = 17.0 GiB | 10.0 GiB | 4 | **over** |',
    )
    const unbounded = [workload({ count: { kind: 'unbounded' } })]
    expect(markdown(reportWith({ plan: makePlan(unbounded, planOptions([host(16, 8)])) }))).toContain(
      '| unbounded × 1.0 GiB = unbounded |',
    )
  })

  it('groups by file, the worst file first, and counts what is silenced', () => {
    const text = markdown(
      reportWith({
        findings: [
          findingWith({ file: 'a.ini', severity: 'info' }),
          findingWith({ file: 'b.ini', severity: 'warning' }),
          findingWith({ file: 'b.ini', severity: 'error', line: 9 }),
          findingWith({ file: 'c.ini', silenced: { by: 'comment', reason: 'measured' } }),
        ],
      }),
    )
    expect(text.match(/^### `.\.ini`$/gm)).toEqual(['### `b.ini`', '### `a.ini`'])
    expect(text).toContain('(1 ignored)')
    expect(text).not.toContain('c.ini')
  })

  it('says what was fixed, what was not, and what memlint could not do', () => {
    const rejected = [{ finding: findingWith({ line: 9 }), reason: 'a comment would be lost' }]
    const text = markdown(reportWith({ applied: [findingWith()], rejected, failures: ['rule x crashed'] }))
    expect(text).toMatch(/### Fixed\n\n- `a\.ini:2` \[`toy\/too-many`\]\(\S+\): set jobs to 4\n/)
    expect(text).toMatch(
      /### Not fixed\n\n- `a\.ini:9` \[`toy\/too-many`\]\(\S+\): a comment would be lost\n/,
    )
    expect(text).toContain('> [!CAUTION]\n> memlint failed: rule x crashed\n')
  })
})

describe('a report that would grow too large', () => {
  const text = '[toy]\njobs = 9\n'
  const findings = Array.from({ length: 3000 }, (_, index) =>
    findingWith({ because: ['x'.repeat(500)], identity: `toy ${index}`, severity: index ? 'info' : 'error' }),
  )
  const large = reportWith({ findings, texts: new Map([['a.ini', text]]) })

  it('stays below what GitHub takes, keeps the worst, and says what was left out', () => {
    const report = markdown(large)
    expect(Buffer.byteLength(report)).toBeLessThan(1024 * 1024)
    expect(Buffer.byteLength(report)).toBeGreaterThan(900_000)
    expect(report).toContain('**error**')
    const [, left] =
      /Left out, since this would be too large for GitHub: ([\d]+) findings\./.exec(report) ?? []
    expect(Number(left) + report.split('**info**').length).toBe(3000)
    expect(report.trimEnd().split('\n').at(-1)).toContain('5 rules, 3 files')
  })

  it('shows findings without the diffs of their fixes before it leaves them out', () => {
    const long = `${'y'.repeat(1_200_000)}\n`
    const edits = [{ file: 'a.ini', start: 0, end: 0, text: long }]
    const fix = { title: 'write more', safety: 'safe', ops: [], edits } as const
    const report = markdown(reportWith({ findings: [findingWith({ fix }), findingWith()] }))
    expect(report).toContain('write more')
    expect(report).not.toContain('yyy')
    expect(report).toContain('+jobs = 4')
    expect(report).not.toContain('Left out')
  })
})

/** Markup, mentions and references of GitHub, HTML and whatever else Markdown knows. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '`',
          '``',
          '*',
          '**',
          '_',
          '[',
          ']',
          '(',
          ')',
          '<',
          '>',
          '|',
          '\\',
          '~~',
          '&',
          '&lt;',
          '$',
          '!',
          '#',
        ],
        ...[
          '<b>',
          '</code>',
          '<!--',
          '-->',
          '</details>',
          '![x](y)',
          '[x](https://a.example)',
          '\n',
          '\r\n',
          '  ',
          '\t',
        ],
        ...[
          '@octocat',
          '#1',
          'GH-1',
          'https://a.example/x_y?z=*',
          'http://',
          '- ',
          '1. ',
          '> ',
          '---',
          '\u001b[1m',
        ],
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''))

/** What is read where a text is shown, with spaces as HTML shows them. */
const shown = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, character => {
      return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
    })
    .replace(/\s+/g, ' ')
    .trim()

const read = (html: string) =>
  html
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2')
    .replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll('\u200B', '')
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" }

describe('text of a linted repository', () => {
  it('reads as it was written, with addresses as links that show where they lead', () => {
    fc.assert(
      fc.property(nasty, text => {
        const html = marked.parseInline(`x ${inline(text)} x`, { async: false })
        const links = [...html.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)]
        for (const [, href, name] of links) expect(href).toBe(name)
        const rest = html.replaceAll('&#39;', "'").replace(/<a href="[^"]*">[^<]*<\/a>/g, '')
        expect(rest).not.toMatch(/<|@\w|#\d|\bGH-\d/i)
        expect(shown(read(html))).toBe(shown(`x ${text} x`))
      }),
      { numRuns: 2000 },
    )
  })

  it('is code on one line where it is a name, in tables too', () => {
    fc.assert(
      fc.property(nasty, text => {
        const html = marked.parseInline(code(text), { async: false })
        const [, inside] = /^<code>([^<]*)<\/code>$/.exec(html) ?? []
        expect(shown(read(inside ?? 'no code'))).toBe(shown(text))
        const table = marked.parse(`| a | b |\n|---|---|\n| ${cell(code(text))} | ${cell(inline(text))} |`, {
          async: false,
        })
        expect(table.match(/<td>/g)).toHaveLength(2)
        expect(table).not.toMatch(/<(?!\/?(table|thead|tbody|tr|th|td|code|a)\b)/)
      }),
      { numRuns: 2000 },
    )
  })

  it('stays inside its fence', () => {
    fc.assert(
      fc.property(nasty, text => {
        const html = marked.parse(`${fenced('diff', `+${text}`)}\n\nafter\n`, { async: false })
        expect(html).toMatch(/^<pre><code class="language-diff">[^<]*<\/code><\/pre>\n<p>after<\/p>\n$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('stays inside its element of HTML', () => {
    expect(htmlCode('</summary><script>&amp;\n')).toBe(
      '<code>&lt;/summary&gt;&lt;script&gt;&amp;amp; </code>',
    )
  })

  it('is escaped wherever it stands in the report', () => {
    const evil = '</details><img src=x>@octocat #1 ``` **b** | [x](y)\u001b[2J\n# heading'
    const finding: Partial<Finding> = {
      ...{
        rule: 'memlint/unreadable',
        file: evil,
        message: evil,
        because: [evil],
        help: evil,
        hosts: [evil],
      },
      related: [{ ...findingWith(), file: evil, message: evil }],
      fix: {
        title: evil,
        safety: 'unsafe',
        why: evil,
        ops: [],
        edits: [{ file: evil, start: 0, end: 1, text: evil }],
      },
    }
    const hosts = [host(16, 8, { name: evil }), host(8, 8, { name: 'other' })]
    const html = marked.parse(
      markdown(
        reportWith({
          plan: makePlan([workload({ folder: evil, kind: evil })], planOptions(hosts)),
          root: evil,
          findings: [findingWith(finding)],
          applied: [findingWith(finding)],
          rejected: [{ finding: findingWith(finding), reason: evil }],
          texts: new Map([[evil, evil]]),
          notes: [evil],
          failures: [evil],
        }),
      ),
      { async: false },
    )
    const outside = html.replace(/<code[^>]*>[^<]*<\/code>/g, '')
    expect(outside).not.toMatch(/<img|@octocat|#1|<h1|<strong>b/)
    expect(outside.match(/<\/?details>/g)).toEqual(['<details>', '</details>'])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })
})
