import { formatFactor, formatGiB } from '../../src/model/bytes.ts'
import { insert } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { runOf } from './view/plan-rows.ts'
import { editorWorkers } from './view/pytest-arguments.ts'

export default defineRule({
  id: 'vscode/pytest-args-parallel',
  ecosystem: vscode,
  summary: 'The test explorer starts more pytest workers than memory has room for',
  why: `\`python.testing.pytestArgs\` come on pytest's command line, after \`addopts\` and after \`PYTEST_ADDOPTS\`: a \`-n\` in
them wins over both, so that a number chosen with care in pytest's own file does not hold in the editor. A
\`--maxprocesses\` still does, wherever it is. What a worker takes is what the plan knows of pytest in the same folder.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://code.visualstudio.com/docs/python/testing',
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
  ],
  *check(view, { plan, size }) {
    const workers = editorWorkers(view)
    const run = runOf(plan, 'pytest/workers', view.folder)
    if (!workers || !run) return
    const { asked, written, end } = workers
    const known = run.count.value.kind === 'capped' ? run.count.value.atMost : undefined
    const cap = workers.cap ?? known ?? Number.POSITIVE_INFINITY
    const { footprint } = run
    const over = size(run, written)
      .hosts.filter(({ plan: { host } }) => host.kind === 'workstation')
      .map(({ plan: { host }, row }) => {
        const processes = Math.min(cap, asked.value === 'auto' ? host.cpus.value : asked.value)
        return { name: host.name, processes, total: row.base + processes * footprint.bytes, row }
      })
      .filter(({ processes, row }) => processes > row.fits)
      .toSorted((a, b) => a.row.fits - b.row.fits)
    const [worst] = over
    if (!worst) return
    const fits = worst.row.fits
    const title = `add --maxprocesses=${fits}`
    yield {
      at: { ...asked },
      message: `in the test explorer ${written} wins over pytest's own settings and starts ${worst.processes} workers × ${formatFactor(footprint.bytes)} = ${formatGiB(worst.total)}; ${worst.name} has ${formatGiB(worst.row.available, 'down')} for them: ${fits} fit.`,
      because: footprint.amounts.map(
        ({ what, bytes, evidence, source }) => `${what}: ${formatGiB(bytes)} (${evidence}: ${source})`,
      ),
      hosts: over.map(({ name }) => name),
      footprint,
      fix:
        fits > 0 && workers.cap === undefined
          ? {
              title,
              safety: 'unsafe',
              why: 'what a worker takes is known of the plain run, not of the test explorer',
              ops: [insert(end, `--maxprocesses=${fits}`)],
            }
          : {
              title: 'remove -n from the arguments',
              safety: 'manual',
              why: 'how many are wanted in the editor is for you to say',
            },
    }
  },
})
