import type { Value } from '../../../src/model/value.ts'
import { filled } from './expressions.ts'
import type { JobRun } from './job-runs.ts'

/**
 * The runs of a job in which a step with a condition may take place. Conditions about anything but the matrix and the
 * machine may hold in all of them; a condition about these that is not understood leaves none.
 */
export function runsWith(condition: Value | undefined, runs: readonly JobRun[]): readonly JobRun[] {
  if (typeof condition !== 'string') return runs
  const text = condition.replace(/^\s*\$\{\{(.{0,2000})\}\}\s*$/s, '$1').trim()
  if (!ABOUT_RUN.test(text)) return runs
  if (text.includes('||') || text.includes('${{')) return []
  const terms = text.split('&&').map(term => term.trim())
  return runs.filter(run => terms.every(term => !ABOUT_RUN.test(term) || holds(term, run) === true))
}

const ABOUT_RUN = /\b(?:matrix|runner|strategy)\b/

/** Undefined where that cannot be told. */
function holds(term: string, run: JobRun): boolean | undefined {
  const [, left = '', equals, right = ''] = COMPARED.exec(term) ?? []
  if (equals) {
    const value = textOf(left, run)
    return value === undefined ? undefined : (value === right.toLowerCase()) === (equals === '==')
  }
  const [, not = '', call = '', subject = '', part = ''] = CALLED.exec(term) ?? []
  const value = textOf(subject, run)
  if (value === undefined) return undefined
  const found =
    call === 'startsWith' ? value.startsWith(part.toLowerCase()) : value.includes(part.toLowerCase())
  return found === (not === '')
}

const COMPARED = /^([\w.-]{1,200}) ?(==|!=) ?'([^']{0,200})'$/
const CALLED = /^(!?)(startsWith|contains)\( ?([\w.-]{1,200}) ?, ?'([^']{0,200})' ?\)$/

/** In small letters, as GitHub compares without regard to case. */
function textOf(name: string, { row, runner }: JobRun): string | undefined {
  if (name === 'runner.os') return SYSTEMS.find(([, label]) => label.test(runner?.label ?? ''))?.[0]
  if (!name.startsWith('matrix.')) return undefined
  const known = filled(`\${{ ${name} || '' }}`, row)?.value
  return known === undefined ? undefined : String(known).toLowerCase()
}

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['linux', /^ubuntu-/i],
  ['macos', /^macos-/i],
  ['windows', /^windows-/i],
]
