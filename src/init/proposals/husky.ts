import type { Proposal } from '../../model/proposal.ts'
import { dependsOn, mentionsMemlint, type Surroundings } from '../surroundings.ts'
import type { SetUp } from './hook.ts'

const PATH = '.husky/pre-commit'

/** A line in the script that husky runs before a commit. */
export function husky(around: Surroundings): Proposal | SetUp | undefined {
  const { sources, packageManager } = around
  if (!packageManager || (!sources.has(PATH) && !dependsOn(around, 'husky'))) return undefined
  const text = sources.text(PATH) ?? ''
  if (mentionsMemlint(text)) return 'set up'
  const command = `${packageManager.exec} memlint`
  const proposal = {
    part: 'hook',
    title: `run memlint before each commit, in ${PATH}`,
    because: ['husky is there, and no lint-staged: memlint checks the repository, and writes nothing'],
    byHand: [`in ${PATH}, where it is reached: ${command}`],
  }
  if (leavesEarly(text))
    return {
      ...proposal,
      because: [`what is added at the end of ${PATH} might never be run: it may leave before`],
    }
  const lines = sources.document(PATH)?.get([])
  const end = Array.isArray(lines) ? lines.length : 0
  return { ...proposal, ops: [{ path: PATH, op: { op: 'insert', at: [end], value: command } }] }
}

/** Whether a script ends itself, so that a line at its end might not be reached. */
function leavesEarly(script: string): boolean {
  return /^[ \t]*(exit|exec|return)\b/m.test(script)
}
