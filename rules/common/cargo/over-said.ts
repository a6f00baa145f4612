import type { Problem } from '../../../src/model/finding.ts'
import type { Fix } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { type CountDoubts, fixCount } from '../fixed-count.ts'
import { overMemory } from '../over.ts'
import type { Said } from './said.ts'

/** More than fits, said by a command or a variable; fixed where it is said. */
export function overSaid(
  said: Said,
  sizing: Sizing,
  context: Context,
  doubts: CountDoubts,
  explain?: (workload: Workload) => readonly string[],
): Problem {
  return { at: said.fixed.set, ...overMemory(sizing, explain), fix: fixSaid(said, sizing, context, doubts) }
}

/** Another number where it is said; by hand where the words are left alone. */
export function fixSaid({ fixed, locked }: Said, sizing: Sizing, context: Context, doubts: CountDoubts): Fix {
  const fix = fixCount(fixed, sizing, context, doubts)
  return locked === undefined || fix.safety === 'manual'
    ? fix
    : { title: fix.title, safety: 'manual', why: locked }
}
