import type { Fix } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import { doubtOfFewerWorkers, EACH_RUNS_ALL } from '../common/pytest/fewer-workers.ts'
import vscode from './ecosystem.ts'
import { arithmeticOf, overshoots, runOf } from './view/plan-rows.ts'
import { capEditorWorkers, type EditorWorkers, editorWorkers } from './view/pytest-arguments.ts'

export default defineRule({
  id: 'vscode/pytest-args-parallel',
  ecosystem: vscode,
  summary: 'the test explorer starts more pytest workers than memory has room for',
  why: `\`python.testing.pytestArgs\` come on pytest's command line, after \`addopts\` and after \`PYTEST_ADDOPTS\`: a \`-n\` in
them wins over both, so that a number chosen with care in pytest's own file does not hold in the editor. A
\`--maxprocesses\` still does, wherever it is, and takes nothing but time. What a worker takes is what the plan knows of pytest in the same folder.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://code.visualstudio.com/docs/python/testing',
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
  ],
  *check(view, { plan }) {
    const workers = editorWorkers(view)
    const run = runOf(plan, 'pytest/workers', view.folder)
    if (!workers || !run) return
    const { asked, written } = workers
    const cap = workers.cap?.value || run.atMost || Number.POSITIVE_INFINITY
    const over = overshoots(plan, run, ({ cpus }) =>
      Math.min(cap, asked.value === 'auto' ? cpus.value : asked.value),
    )
    const [worst] = over
    if (!worst) return
    yield {
      at: asked,
      message: `in the test explorer ${written} wins over pytest's own settings and starts ${arithmeticOf(worst, run)}`,
      because: explainFootprint(run),
      hosts: over.map(({ host }) => host),
      footprint: run.footprint,
      fix: capped(workers, worst.fits, run),
    }
  },
})

function capped(workers: EditorWorkers, fits: number, run: Workload): Fix {
  if (fits === 0)
    return { title: 'remove -n from the arguments', safety: 'manual', why: 'not even one worker fits' }
  const title = workers.cap ? `lower --maxprocesses to ${fits}` : `add --maxprocesses=${fits}`
  const ops = [capEditorWorkers(workers, fits)]
  const why = doubtOfFewerWorkers(fits, workers.each ? { ...run, fewerDoLess: EACH_RUNS_ALL } : run)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}
