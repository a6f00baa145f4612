import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GiB } from '../../src/model/bytes.ts'
import { HOMEPAGE } from '../../src/model/links.ts'
import type { Report } from '../../src/model/report.ts'
import type { Workload } from '../../src/model/workload.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { htmlReport } from '../../src/report/html.ts'
import { HUNGRY, memlint, project } from '../cli/project.ts'
import { editor, host, planOptions, workload } from '../plan/workloads.ts'
import { attribute, elementsIn, type Page, parsePage, textOf } from './html-page.ts'
import { findingWith, reportWith } from './reports.ts'

const ABOUT = { version: '1.2.3', rules: [], failOn: 'warning' } as const

function pageOf(...reports: readonly Report[]): Page {
  return parsePage(htmlReport(reports, ABOUT))
}

function planOf(
  workloads: readonly Workload[],
  hosts = [host(16, 8, { name: 'laptop' })],
  more: Parameters<typeof planOptions>[1] = {},
): Report {
  return reportWith({ plan: makePlan(workloads, planOptions(hosts, more)) })
}

const EVERYTHING = reportWith({
  findings: [
    findingWith({
      because: ['9 × 1.0 GiB', 'measured'],
      related: [{ ...findingWith(), file: 'b.ini', line: 7, column: 3, message: 'see there' }],
    }),
    findingWith({
      rule: 'memlint/unreadable',
      severity: 'warning',
      file: 'b.ini',
      message: 'does not parse',
      fix: { title: 'mend it', safety: 'manual', why: 'nobody knows how' },
    } as Parameters<typeof findingWith>[0]),
    findingWith({ severity: 'info', message: 'by the way', fix: null, help: '' }),
    findingWith({ message: 'known of', silenced: { by: 'baseline', reason: 'since 2026' } }),
  ],
  applied: [findingWith({ message: 'was wrong' })],
  rejected: [{ finding: findingWith({ line: 9 }), reason: 'a comment would be lost' }],
  notes: ['a note'],
  failures: ['rule x crashed'],
})

const PAGES: Readonly<Record<string, readonly Report[]>> = {
  'one project': [EVERYTHING],
  'several projects': [EVERYTHING, reportWith({ root: 'services/api', findings: [findingWith()] })],
  'nothing found': [reportWith()],
  'nothing at all': [
    reportWith({ plan: { workloads: [], hosts: [], runners: [] }, files: 0, texts: new Map() }),
  ],
  'no report': [],
}

describe.each(Object.entries(PAGES))('the page of %s', (_, reports) => {
  const page = pageOf(...reports)

  it('is well-formed, has a language, one title and headings in order', () => {
    expect(page.errors).toEqual([])
    expect(page.all('html').map(element => attribute(element, 'lang'))).toEqual(['en'])
    expect(page.all('title')).toHaveLength(1)
    const levels = page.elements
      .filter(element => /^h[1-6]$/.test(element.tagName))
      .map(element => Number(element.tagName.slice(1)))
    expect(levels[0]).toBe(1)
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
    expect(['header', 'nav', 'main', 'footer'].map(tag => page.all(tag).length)).toEqual([1, 1, 1, 1])
  })

  it('runs nothing and loads nothing', () => {
    expect(
      ['script', 'img', 'link', 'iframe', 'object', 'base', 'form'].flatMap(tag => page.all(tag)),
    ).toEqual([])
    const attributes = page.elements.flatMap(element =>
      element.attrs.map(({ name, value }) => ({ tag: element.tagName, name, value })),
    )
    expect(
      attributes.filter(({ name }) => name.startsWith('on') || name === 'style' || name === 'src'),
    ).toEqual([])
    const links = attributes.filter(({ name }) => name === 'href')
    expect(links.filter(({ tag, value }) => tag !== 'a' || !/^(#|https:)/.test(value))).toEqual([])
    expect(page.texts('style').join('')).not.toMatch(/@import|https?:|url\((?!#)/)
    const policy = page.all('meta').find(meta => attribute(meta, 'http-equiv') === 'Content-Security-Policy')
    expect(policy && attribute(policy, 'content')).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/)
  })

  it('has each id once, and every link and label leads to one', () => {
    const ids = page.elements.flatMap(element => attribute(element, 'id') ?? [])
    expect(ids).toEqual([...new Set(ids)])
    const wanted = page.elements.flatMap(element => [
      ...(attribute(element, 'aria-labelledby') ?? '').split(' ').filter(Boolean),
      ...(attribute(element, 'href')?.startsWith('#') ? [attribute(element, 'href')?.slice(1)] : []),
    ])
    expect(wanted.filter(id => !ids.includes(id ?? ''))).toEqual([])
  })
})

describe('the findings', () => {
  const page = pageOf(EVERYTHING)
  const [first, info, manual] = page.all('article').map(textOf)

  it('are all there, with what each says', () => {
    expect(page.all('article')).toHaveLength(3)
    for (const text of [
      'error',
      'too many jobs',
      'because 9 × 1.0 GiB',
      'because measured',
      'on big',
      'write less',
    ])
      expect(first).toContain(text)
    expect(first).toContain('b.ini:7:3 see there')
    expect(first).toContain('safe fix set jobs to 4 memlint --fix')
    expect(info).toContain('● info by the way')
  })

  it('are grouped by file, the worst first', () => {
    expect(page.texts('h3').filter(text => text.includes('.ini'))).toEqual([
      'a.ini ■ 1 error ● 1 info ',
      'b.ini ▲ 1 warning ',
    ])
  })

  it('show the code with what is marked in it, and the diff of the fix', () => {
    expect(page.texts('mark')[0]).toBe('9')
    expect(page.texts('pre', 'frame')[0]).toBe('1[toy]\n2jobs = 9\n3\n')
    expect(page.texts('del')).toEqual(['-jobs = 9\n'])
    expect(page.texts('ins')).toEqual(['+jobs = 4\n'])
  })

  it('say why a fix is not safe, and why there is none', () => {
    expect(manual).toContain('by hand mend it')
    expect(manual).toContain('Why by hand: nobody knows how')
    const unsafe = { title: 'widen it', safety: 'unsafe', why: 'tests share it', ops: [], edits: [] } as const
    const [text] = pageOf(reportWith({ findings: [findingWith({ fix: unsafe })] })).texts('article')
    expect(text).toContain('unsafe fix widen it memlint --fix --unsafe-fixesWhy not safe: tests share it')
  })

  it('lead to the page of their rule, those of memlint itself nowhere', () => {
    const rules = page
      .all('article')
      .map(article => elementsIn(article).find(each => attribute(each, 'class') === 'rule'))
    expect(rules.map(rule => rule && attribute(rule, 'href'))).toEqual([
      `${HOMEPAGE}/blob/main/docs/rules/toy/too-many.md`,
      `${HOMEPAGE}/blob/main/docs/rules/toy/too-many.md`,
      undefined,
    ])
  })

  it('that are silenced, fixed or not fixed are listed apart, with the reason', () => {
    expect(page.texts('ul', 'silenced')[0]).toMatch(
      /a\.ini:2:8 toy\/too-many: known of\s+silenced by the baseline: since 2026/,
    )
    const [fixed] = page.texts('ul', 'fixed')
    expect(fixed).toContain('fixed a.ini:2:8 toy/too-many: set jobs to 4')
    expect(fixed).toContain('not fixed a.ini:9:8 toy/too-many: a comment would be lost')
    expect(page.texts('ul', 'notes')).toEqual(['a note'])
  })

  it('come after what memlint could not do', () => {
    expect(page.texts('h1')).toEqual(['memlint could not do all of its job'])
    expect(page.texts('section', 'failures')[0]).toContain('rule x crashed')
    expect(page.text.indexOf('rule x crashed')).toBeLessThan(page.text.indexOf('The memory plan'))
  })
})

describe('the code frame', () => {
  const frame = (text: string, more: Parameters<typeof findingWith>[0]) =>
    pageOf(reportWith({ findings: [findingWith({ fix: null, ...more })], texts: new Map([['a.ini', text]]) }))

  it('marks every line of a span, without its indentation', () => {
    const page = frame('a = [\n  1,\n]\nb', { line: 1, column: 5, endLine: 3, endColumn: 2 })
    expect(page.texts('mark')).toEqual(['[', '1,', ']'])
    expect(page.texts('pre', 'frame')).toEqual(['1a = [\n2  1,\n3]\n4b\n'])
  })

  it('has lines around, and points at a place where nothing is', () => {
    const page = frame('1\n2\n3\n4\n5\n6', { line: 3, column: 2, endLine: 3, endColumn: 2 })
    expect(page.texts('pre', 'frame')).toEqual(['11\n22\n33 \n44\n55\n'])
    expect(page.texts('mark')).toEqual([' '])
  })

  it('cuts a minified line to what is around the mark', () => {
    const wide = `${'x'.repeat(5000)}MARK${'y'.repeat(5000)}`
    const page = frame(wide, { line: 1, column: 5001, endLine: 1, endColumn: 5005 })
    expect(page.texts('mark')).toEqual(['MARK'])
    expect(page.texts('pre', 'frame')[0]).toMatch(/^1…x{60}MARKy{236}…\n$/)
  })

  it('is left out where the text is not there', () => {
    const page = pageOf(reportWith({ findings: [findingWith({ fix: null })], texts: new Map() }))
    expect(page.all('pre')).toEqual([])
    expect(frame('x', { line: 7, endLine: 7 }).all('pre')).toEqual([])
  })
})

/** Percent of the drawing, by the class of the rectangles. */
function widths(page: Page, group: 'need' | 'bullet'): Record<string, number[]> {
  const found: Record<string, number[]> = {}
  const [svg] = page.all('svg', 'bullet')
  const inside = svg ? elementsIn(svg) : []
  const need = inside.find(element => attribute(element, 'class') === 'need')
  const rects = (group === 'need' ? (need ? elementsIn(need) : []) : inside).filter(
    each => each.tagName === 'rect',
  )
  for (const rect of rects) {
    const look = attribute(rect, 'class') ?? ''
    found[look] = [...(found[look] ?? []), Number.parseFloat(attribute(rect, 'width') ?? '')]
  }
  return found
}

/** What the right edge stands for: 2 % more than the longest. */
const edge = (gib: number) => gib * 1.02

describe('the memory plan', () => {
  const report = planOf([workload({ each: 2, base: 1 }), editor(2.5)])
  const page = pageOf(report)

  it('is drawn to scale: the parts add up to the peak, the machine to its capacity', () => {
    const peak = 2.5 + 1 + 16
    expect(report.plan.hosts[0]?.peak).toBe(peak * GiB)
    const need = widths(page, 'need')
    expect(need).toEqual({
      editor: [expect.closeTo((2.5 / edge(peak)) * 100, 2)],
      once: [expect.closeTo((1 / edge(peak)) * 100, 2)],
      test: [expect.closeTo((16 / edge(peak)) * 100, 2)],
    })
    expect(
      Object.values(need)
        .flat()
        .reduce((sum, width) => sum + width, 0),
    ).toBeCloseTo((peak / edge(peak)) * 100, 2)
    const { room, reserve, over } = widths(page, 'bullet')
    expect(room).toEqual([expect.closeTo((12 / edge(peak)) * 100, 2)])
    expect(reserve).toEqual([expect.closeTo((4 / edge(peak)) * 100, 2)])
    expect(over).toEqual([expect.closeTo(((peak - 12) / edge(peak)) * 100, 2)])
    expect(page.all('line', 'piece')).toHaveLength(7)
  })

  it('is told in words and in numbers', () => {
    const [drawing] = page.all('svg', 'bullet')
    expect(drawing && attribute(drawing, 'role')).toBe('img')
    expect(drawing && attribute(drawing, 'aria-label')).toBe(
      '8 pytest/workers need 17.0 GiB (1.0 GiB once + 8 × 2.0 GiB); laptop has 9.5 GiB for them: 4 fit. ' +
        'vscode/rust-analyzer 2.5 GiB, pytest/workers, once 1.0 GiB, pytest/workers 16.0 GiB, capacity 16.0 GiB.',
    )
    expect(page.texts('h1')).toEqual(['Too much for laptop'])
    expect(page.texts('ul', 'verdicts')[0]).toContain('laptop has 9.5 GiB for them: 4 fit')
    const [row] = page.texts('tr').filter(text => text.includes('pytest/workers'))
    for (const cell of [
      'a.ini',
      'one per cpu',
      '2.0 GiB measured',
      'laptop live',
      '1.0 GiB',
      '17.0 GiB',
      '9.5 GiB',
      '✗ 4',
    ])
      expect(row).toContain(cell)
  })

  it('has the reason of every figure', () => {
    const [steps] = page.texts('ol', 'steps')
    for (const line of report.plan.hosts[0]?.budget.because ?? []) expect(steps).toContain(line)
    for (const { footprint, base } of report.plan.workloads) {
      for (const { what, evidence, source } of [...footprint.amounts, ...base]) {
        const rows = page.texts('li').filter(text => text.includes(what) && text.includes(evidence))
        expect(rows.join()).toContain(source)
      }
    }
  })

  it('draws what is not live at the worst moment by itself', () => {
    const more = [workload({ each: 2 }), workload({ kind: 'cargo/jobs', phase: 'build', each: 1.5 })]
    const [others] = pageOf(planOf(more)).texts('ul', 'others')
    expect(others).toContain('cargo/jobs 12.0 GiB of 12.0 GiB 8 × 1.5 GiB')
  })

  it('folds the smaller ones away where there are many', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      workload({ folder: `part-${index}`, each: 0.1 + index / 10 }),
    )
    expect(pageOf(planOf(many)).texts('summary')).toContain('5 smaller ones')
  })

  it('shows what has no limit as such', () => {
    const page = pageOf(planOf([workload({ count: { kind: 'unbounded' } })]))
    expect(page.all('path', 'tear')).toHaveLength(1)
    expect(page.texts('text', 'peak')).toEqual(['unbounded'])
    expect(widths(page, 'need')).toEqual({ test: [100] })
    expect(page.texts('ul', 'verdicts')[0]).toContain('Nothing limits the number of pytest/workers')
  })

  it('cuts a bar that would dwarf the machine, and says so', () => {
    const page = pageOf(planOf([workload({ count: { kind: 'fixed', processes: 5000 } })]))
    expect(page.all('path', 'tear')).toHaveLength(1)
    expect(page.texts('text', 'peak')).toEqual(['5000.0 GiB live together, bar cut short'])
    expect(widths(page, 'bullet').room?.[0]).toBeGreaterThan(10)
    expect(page.all('line', 'piece')).toEqual([])
  })

  it('has one scale for all hosts, and one each where a host could not be read', () => {
    const rooms = (...gib: number[]) => {
      const page = pageOf(
        planOf(
          [workload({ each: 0.1 })],
          gib.map(each => host(each, 2)),
        ),
      )
      return {
        said: page.text.includes('each bar has its own'),
        ends: page.all('g', 'axis').map(axis => textOf(elementsIn(axis).at(-1) ?? axis)),
      }
    }
    expect(rooms(16, 64)).toEqual({ said: false, ends: ['64', '64'] })
    expect(rooms(16, 512)).toEqual({ said: true, ends: ['16', '512'] })
  })

  it('counts the runs that share a machine', () => {
    const page = pageOf(planOf([workload({ each: 1 }), editor(2)], undefined, { share: 3 }))
    expect(page.texts('ul', 'key')[0]).toContain('24.0 GiB 8 workers × 1.0 GiB × 3 runs')
  })

  it('says when it rests on a guess, and then only perhaps', () => {
    const sure = workload({ each: 3 })
    const amounts = sure.footprint.amounts.map(amount => ({ ...amount, evidence: 'guess' as const }))
    const guess = { ...sure, footprint: { ...sure.footprint, amounts } }
    const page = pageOf(planOf([guess], [host(16, 8, { name: 'laptop' }), host(64, 8, { name: 'big' })]))
    expect(page.texts('h1')).toEqual(['Perhaps too much for laptop; fits big'])
    expect(page.texts('ul', 'verdicts')[0]?.match(/rests on a guess/g)).toHaveLength(2)
    expect(page.texts('span', 'known')[0]).toBe('≈ guess')
  })

  it('is there when nothing is started', () => {
    const page = pageOf(planOf([]))
    expect(page.texts('h1')).toEqual(['Nothing here starts processes that memlint knows'])
    expect(page.texts('text', 'usable')).toEqual(['usable 12.0 GiB'])
    expect(page.texts('text', 'peak')).toEqual([])
    expect(page.text).toContain('5 rules looked at 3 files and found nothing.')
    expect(page.text).toContain('5 rules, 3 files, host laptop 16.0 GiB / 8 cpus: 0 findings')
  })
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/

describe('text of a linted repository', () => {
  const EVIL = `</style></script><img src=x onerror="alert(1)">' " ]]> --> &lt; \u202egnp.\u0007\u001b[2J\u2066\u200f`
  const evil = findingWith({
    file: EVIL,
    rule: EVIL,
    message: EVIL,
    because: [EVIL],
    help: EVIL,
    hosts: [EVIL],
    related: [{ ...findingWith(), file: EVIL, message: EVIL }],
    fix: {
      title: EVIL,
      safety: 'unsafe',
      why: EVIL,
      ops: [],
      edits: [{ file: EVIL, start: 0, end: 0, text: `${EVIL}\n` }],
    },
  })
  const hostile = { ...workload({ folder: EVIL }), title: EVIL, process: EVIL, when: EVIL, fewerDoLess: EVIL }
  const report: Report = {
    ...planOf([hostile, editor(1)], [host(16, 8, { name: EVIL })]),
    root: EVIL,
    findings: [evil, { ...evil, silenced: { by: 'comment', reason: EVIL } }],
    applied: [evil],
    rejected: [{ finding: evil, reason: EVIL }],
    notes: [EVIL],
    failures: [EVIL],
    texts: new Map([[EVIL, `${EVIL}\n${EVIL}\n`]]),
  }
  const page = pageOf(report, report)

  it('stays text', () => {
    expect(page.errors).toEqual([])
    expect([...page.all('img'), ...page.all('script')]).toEqual([])
    expect(page.all('style')).toHaveLength(1)
    expect(
      page.elements.flatMap(element => element.attrs).filter(({ name }) => /^(on|src)/.test(name)),
    ).toEqual([])
    const links = page.all('a').map(link => attribute(link, 'href') ?? '')
    expect(links.filter(link => !link.startsWith('#') && !link.startsWith(`${HOMEPAGE}`))).toEqual([])
  })

  it('is shown whole, with its control characters made visible', () => {
    const shown = `</style></script><img src=x onerror="alert(1)">' " ]]> --> &lt; \\x202egnp.\\x07\\x1b[2J\\x2066\\x200f`
    expect(page.texts('article')[0]).toContain(shown)
    expect(page.texts('ul', 'verdicts')[0]).toContain(shown)
    expect(page.texts('mark')[0]).not.toBe('')
    const markup = htmlReport([report], ABOUT)
    expect(markup).not.toMatch(UNPRINTABLE)
  })
})

describe('a page of several projects', () => {
  const page = pageOf(
    reportWith({ root: 'a', findings: [findingWith()] }),
    reportWith({ root: 'b/c', findings: [findingWith()] }),
  )

  it('has a section for each, which the contents lead to', () => {
    expect(page.texts('h2')).toEqual(['a', 'b/c'])
    expect(page.texts('nav')[0]).toMatch(/aThe memory plan.*1 findingb\/cThe memory plan/)
  })

  it('names what does not fit first where there are many, and folds the rest away', () => {
    const fine = Array.from({ length: 12 }, (_, index) => ({ ...planOf([]), root: `part-${index}` }))
    const page = pageOf(...fine, { ...planOf([workload({ each: 3 })]), root: 'big' })
    const [first, folded] = page.texts('ul', 'verdicts')
    expect(first).toMatch(/^.big: 8 pytest/)
    expect(folded).toMatch(/part-0.*part-11/)
    expect(page.texts('summary')[0]).toBe('12 that fit')
  })

  it('numbers the findings throughout', () => {
    expect(page.all('article').map(article => attribute(article, 'id'))).toEqual(['finding-1', 'finding-2'])
  })
})

it('thousands of findings stay a page that can be opened', () => {
  const findings = Array.from({ length: 2000 }, (_, index) =>
    findingWith({
      file: `part-${index % 50}.ini`,
      message: `finding ${index} of too many workers in this folder`,
    }),
  )
  const texts = new Map(findings.map(({ file }) => [file, '[toy]\njobs = 9\n']))
  const markup = htmlReport([reportWith({ findings, texts })], ABOUT)
  expect(markup.length).toBeLessThan(3e6)
  const page = parsePage(markup)
  expect(page.all('article')).toHaveLength(2000)
  expect(page.all('pre', 'frame')).toHaveLength(500)
  expect(page.text).toContain('Code and diffs are shown for the first 500 findings')
})

it('is what --format html writes into a file', async () => {
  const cwd = project(HUNGRY)
  const { code, out } = await memlint(cwd, ['--format', 'html', '--output-file', 'report.html'])
  expect(code).toBe(1)
  expect(out).toContain('1 finding')
  const page = parsePage(readFileSync(join(cwd, 'report.html'), 'utf8'))
  expect(page.errors).toEqual([])
  expect(page.texts('ins')).toEqual(['+addopts = -n auto --maxprocesses=4\n'])
})
