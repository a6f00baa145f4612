import { describe, expect, it } from 'vitest'
import { makePlan } from '../../src/plan/plan.ts'
import { htmlReport } from '../../src/report/html.ts'
import { jsonReport } from '../../src/report/json.ts'
import { markdownReport } from '../../src/report/markdown.ts'
import { planTable } from '../../src/report/plan-table.ts'
import { editor, fanOut, host, jest, planOptions } from '../plan/workloads.ts'
import { parsePage } from './html-page.ts'
import { reportWith } from './reports.ts'

const WORKS = ['a', 'b', 'c', 'd'].map(folder => jest(folder, { base: 0.5 }))
const ABOUT = { version: '1.2.3', rules: [], failOn: 'warning' } as const
const SPREAD = fanOut({ kind: 'fixed', processes: 10 })

function reportOn(gib: number) {
  const machine = host(gib, 8, { name: 'laptop' })
  return reportWith({ plan: makePlan([...WORKS, editor(2)], planOptions([machine]), [SPREAD]) })
}

describe('what runs in several folders at once', () => {
  it('has rows of its own in the plan, and a name among what is live together', () => {
    const text = planTable([reportOn(32)], { color: false, bars: true, verbose: false })
    expect(text).toMatch(
      /turbo tasks \(npm run test\) +test +4 tasks × 8 workers = 32 workers +34\.0 GiB +2 of 4 +over/,
    )
    expect(text).toContain(
      'live together: vscode/rust-analyzer + turbo tasks (npm run test) = 36.0 GiB of 24.0 GiB usable: exceeds laptop',
    )
  })

  it('is in the table of a Markdown report', () => {
    expect(markdownReport([reportOn(32)], ABOUT)).toContain(
      '| turbo tasks (npm run test) | test | 4 tasks × 8 workers = 32 workers: 34.0 GiB | 22.0 GiB | 2 of 4 tasks | **over** |',
    )
  })

  it('is in the JSON report, with the tasks that run together', () => {
    const { plan } = JSON.parse(jsonReport([reportOn(32)], '1.2.3'))
    expect(plan.hosts[0]).toMatchObject({
      liveThrough: 'turbo/tasks: npm run test',
      fanOuts: [
        { id: 'turbo/tasks: npm run test', atOnce: 10, tasks: 4, processes: 32, fits: 2, over: true },
      ],
    })
    expect(plan.hosts[0].fanOuts[0].together[0]).toMatchObject({ folder: 'a', processes: 8 })
  })

  it('is a sentence, a bar and a table of a page', () => {
    const text = parsePage(htmlReport([reportOn(32)], ABOUT)).text.replace(/\s+/g, ' ')
    expect(text).toContain('turbo tasks (npm run test) 34.0 GiB 4 tasks × 8 workers = 32 workers')
    expect(text).toContain('What runs in several folders at once')
    expect(text).toContain('2 of 4')
  })

  it('is no part of a report where nothing does', () => {
    const text = planTable([reportWith()], { color: false, bars: false, verbose: false })
    expect(text).not.toContain('in several folders')
  })
})
