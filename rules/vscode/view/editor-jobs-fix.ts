import { type Fix, insert, set } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { table, type Value } from '../../../src/model/value.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { doubtOf } from '../../common/fixed-count.ts'
import { write } from './address.ts'
import { CARGO_ENV, JOBS, type Refusal } from './editor-jobs.ts'
import { type EditorFolder, effective } from './folders.ts'
import { overshoots } from './plan-rows.ts'

/** Adds a number of compilers where there is none. */
export function limitJobs(view: EditorFolder, { advice }: Sizing): Fix {
  const entry = effective(view, CARGO_ENV)
  const [location] = view.locations
  const jobs = 'value' in advice ? String(advice.value) : '1'
  const title = `set ${JOBS} to "${jobs}" in ${CARGO_ENV}`
  const why = 'a machine with fewer cpus would start more than now, and errors show up later after a save'
  if (!location)
    return { title, safety: 'manual', why: `the folder has no settings file to put it in; ${why}` }
  const op = entry
    ? insert(setting(undefined, entry.setting.document, [...entry.setting.at, JOBS]), jobs)
    : write(location, CARGO_ENV, table([[JOBS, jobs]]))
  return { title, safety: 'unsafe', why, ops: [op] }
}

/** Lowers the number that is there; it stays what it is, a string or a number. */
export function lowerJobs(at: Setting<Value>, jobs: number, sizing: Sizing, context: Context): Fix {
  const title = `lower it to ${jobs}${context.declared ? '' : ', which is what this machine has room for'}`
  const ops = [set(at, typeof at.value === 'number' ? jobs : String(jobs))]
  const why = doubtOf(jobs, Number(at.value), sizing, context)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}

/** Makes rust-analyzer take an environment again; a limit that comes to life is one that fits. */
export function writeAsString({ variable, at }: Refusal, build: Workload | undefined, context: Context): Fix {
  const { value } = at
  if (typeof value !== 'number' && (variable === JOBS || typeof value !== 'boolean'))
    return { title: 'write it as a string', safety: 'manual', why: 'which value is meant is a guess' }
  const [worst] = variable === JOBS && build ? overshoots(context.plan, build, () => Number(value)) : []
  const written = String(worst ? Math.max(1, worst.fits) : value)
  return {
    title: `write it as a string: "${written}"`,
    safety: 'unsafe',
    why: 'the limit comes into force, and so does what else is in that environment',
    ops: [set(at, written)],
    remainder: ['vscode/cargo-jobs-in-editor'],
  }
}
