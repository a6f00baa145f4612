import { type FileOp, type Fix, set, splice } from '../../../src/model/fix.ts'
import { raisesOthers } from '../../../src/model/fixed-count.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import type { Jobs } from './jobs.ts'

/** Writes the number of jobs that fits; by hand where not even one does. */
export function fixJobs(jobs: Jobs, sizing: Sizing, context: Context): Fix {
  const { advice } = sizing
  if ('unknown' in advice) {
    const why = `${advice.unknown}; what a worker takes grows with what the checked code imports`
    return {
      title: 'check fewer packages at a time, or use a machine with more memory',
      safety: 'manual',
      why,
    }
  }
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `set jobs to ${advice.value}${here}`
  const ops = [write(jobs, advice.value)]
  const why = doubt(jobs, advice.value, sizing, context)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}

/** The number stays what it is in its file, a number or a string. */
function write({ set: to }: Jobs, value: number): FileOp {
  if (to.part !== undefined && typeof to.value === 'string') return splice(to, to.part, String(value))
  return set(to, typeof to.value === 'string' ? String(value) : value)
}

function doubt(jobs: Jobs, value: number, sizing: Sizing, { declared }: Context): string | undefined {
  if (value === 1) return 'one job checks in pylint’s own process, and takes as long as all files together'
  return raisesOthers(value, jobs.number, sizing, declared)
}
