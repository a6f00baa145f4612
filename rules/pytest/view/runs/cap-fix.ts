import type { Fix } from '../../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../../src/model/rule.ts'
import { doubtOfFewerWorkers } from '../../../common/pytest/fewer-workers.ts'
import { written } from '../config/options.ts'
import { capWorkers } from './cap.ts'
import type { Run } from './runs.ts'

/** The fix for a run with more workers than fit, with its safety. */
export function capFix(run: Run, { advice, workload }: Sizing, context: Context): Fix {
  if ('unknown' in advice) {
    const title = 'make one worker smaller, or use a machine with more memory'
    const why = `${advice.unknown}; lighter imports, smaller models for tests and fixtures that are freed early help`
    return { title, safety: 'manual', why }
  }
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `cap the workers at ${advice.value}${here}`
  const op = capWorkers(run.options, advice.value)
  if (!op) return { title, safety: 'manual', why: obstacle(run) }
  const why = doubtOfFewerWorkers(advice.value, workload)
  return why ? { title, ops: [op], safety: 'unsafe', why } : { title, ops: [op], safety: 'safe' }
}

/** The forms that leave the repository alone; undefined where nothing from outside is heard. */
export function outsideForms(run: Run, workers: number | undefined): string | undefined {
  const { options, decidedByHook, takesAddopts } = run
  if (!options.workers || workers === undefined) return 'For one run alone: pytest -n 0'
  const forms = takesAddopts ? [`PYTEST_ADDOPTS=--maxprocesses=${workers}`] : []
  // The hook in a conftest.py is asked before the variable is looked at.
  if (typeof options.workers.value !== 'number' && !decidedByHook)
    forms.push(`PYTEST_XDIST_AUTO_NUM_WORKERS=${workers}`)
  return forms.length > 0 ? `On one machine alone, in its environment: ${forms.join(' or ')}` : undefined
}

/** The options that decide the number, as written: `-n auto --maxprocesses=32`. */
export function writtenOptions({ options, workers }: Run): string {
  const decisive = options.workers
    ? [workers.decidedBy, (options.maxProcesses?.value ?? 0) > 0 ? options.maxProcesses : undefined]
    : options.environments
  return decisive.flatMap(given => (given ? [written(given)] : [])).join(' ')
}

function obstacle({ options }: Run): string {
  if (!options.workers) return '--maxprocesses does not cap --tx: fewer have to be asked for'
  return 'the option stands where memlint cannot tell it apart'
}
