import { type FileOp, type Fix, set } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { doubtOf } from '../../common/fixed-count.ts'
import type { CargoWorkspace } from '../ecosystem.ts'

/** Writes the number of jobs that fits; by hand where not even one does. */
export function fixJobs(view: CargoWorkspace, sizing: Sizing, context: Context): Fix {
  if ('unknown' in sizing.advice) {
    const { title, why } = NONE_FITS
    return { title, safety: 'manual', why: `${sizing.advice.unknown}; ${why}` }
  }
  const jobs = sizing.advice.value
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `${view.jobs.set ? 'set' : 'add'} jobs = ${jobs} in ${pathOf(view)}${here}`
  const ops = [writeJobs(view, jobs)]
  const why = doubtOf(jobs, view.jobs.set?.value, sizing, context)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}

/** What to do where not even one compiler fits. */
export const NONE_FITS = {
  title: 'make one compiler smaller, or use a machine with more memory',
  why: 'less debug information and fewer test binaries make it smaller',
}

/** What stands for several workspaces is written where all of them read it. */
function pathOf({ jobs, config, several }: CargoWorkspace): string {
  return jobs.set?.document.path ?? (several ? config.topPath : config.ownPath)
}

function writeJobs(view: CargoWorkspace, value: number): FileOp {
  if (view.jobs.set) return set(view.jobs.set, value)
  return { path: pathOf(view), op: { op: 'insert', at: ['build', 'jobs'], value } }
}
