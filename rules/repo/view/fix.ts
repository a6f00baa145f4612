import type { Fix } from '../../../src/model/fix.ts'
import { isGuess } from '../../../src/model/footprint.ts'
import type { Context, ProductSizing } from '../../../src/model/rule.ts'
import type { OuterCount } from './outer-tool.ts'

/** Writes the number of tasks that fits; by hand where not even one does. Each task starts what it did. */
export function fixTasks(count: OuterCount, sizing: ProductSizing, context: Context): Fix {
  const { advice } = sizing
  if ('unknown' in advice)
    return {
      title: 'let each task start fewer processes first',
      safety: 'manual',
      why: `${advice.unknown}: running fewer at once is not enough`,
    }
  const { value } = advice
  const title = `write ${count.title(value)}${context.declared ? '' : ', which is what this machine has room for'}`
  const ops = [count.write(value)]
  const why = doubtOf(value, count, sizing, context)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}

/** Why another number is not just a lower one. */
function doubtOf(
  tasks: number,
  { value, doubt }: OuterCount,
  { footprint, atOnce, over }: ProductSizing,
  { declared }: Context,
): string | undefined {
  const [largest] = over.flatMap(({ row }) => row.together)
  if (isGuess(footprint) && largest) {
    const { kind, process } = largest.row.workload
    return `what a ${process} takes is a guess: set footprints["${kind}"] to what you measure`
  }
  if (doubt !== undefined) return doubt
  // The same on every machine: a smaller number lowers it on all of them.
  if (value.kind === 'fixed' || value.kind === 'unbounded') return undefined
  if (!declared) return `a machine with fewer cpus would run more tasks at once than it does now`
  const smaller = atOnce.find(each => each.tasks !== 'unbounded' && each.tasks < tasks)
  return smaller && `${smaller.host} would run ${tasks} tasks at once instead of ${smaller.tasks}`
}
