import { isGuess } from '../../src/model/footprint.ts'
import type { ProductSizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { overProduct } from '../common/over-product.ts'
import repo, { type Repository } from './ecosystem.ts'
import { fixTasks } from './view/fix.ts'
import { growing, growsOnBothSides, type SizedSpread } from './view/growth.ts'
import type { Spread } from './view/spreads.ts'

export default defineRule<Repository>({
  id: 'repo/fanout-product',
  ecosystem: repo,
  summary: 'tasks of several packages run at once, and each starts workers for all cpus',
  why: `A task runner starts the same script in several packages, and in each of them a test runner starts one worker for every
cpu but one. Each number is right by itself, and no file has their product: 10 tasks at once × 15 workers = 150 processes. 9 packages × 22
workers were 84 processes and 7 GB, and 27 with 1.8 GB once both sides were bounded (robota#1493); 10 tasks on 4 cpus and 15 GB ended
with exit code 137 (objectstack#11938).

How many tasks run at once is 10 for turbo and 3 for nx on every machine, one per cpu for lerna, up to 4 for pnpm, and everything
there is with \`lerna run --parallel\`, \`pnpm --parallel\`, concurrently and run-p. None of them looks at the memory.

Bound the outer side first: every task is then what it was, with the same workers and the same heap for each, and only fewer run
together. Where one small number in a shared configuration bounds all packages, bound the inner side instead. Tasks that wait for those
of the packages they depend on are counted only as far as they can run together, and a task with no more workers than its package
has test files.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://turborepo.dev/docs/reference/run#--concurrency-number--percentage',
    'https://nx.dev/docs/reference/nx-json#parallel',
    'https://pnpm.io/settings#workspaceconcurrency',
    'https://lerna.js.org/docs/api-reference/commands',
  ],
  *check({ spreads }, context) {
    const sized = spreads.map(spread => ({
      ...spread,
      sizing: context.multiply(spread.fanOut, wordsOf(spread)),
    }))
    const over = sized.filter(isWorthAWord).toSorted((a, b) => roomIn(a.sizing) - roomIn(b.sizing))
    const [worst] = over
    if (!worst) {
      yield* sized.filter(growsOnBothSides).slice(0, 1).map(growing)
      return
    }
    yield {
      at: worst.count.set,
      ...overProduct(over.map(({ sizing }) => sizing)),
      // What nobody wrote is no mistake in a file.
      ...(worst.count.isDefault && { severity: 'warning' }),
      fix: fixTasks(worst.count, worst.sizing, context),
    }
  },
})

function wordsOf({ fanOut, count }: Spread): string {
  return `${fanOut.when} with ${count.words}`
}

/** A number that nobody wrote, on a guess, is worth a word where not even half of the tasks have room. */
function isWorthAWord({ count, sizing }: SizedSpread): boolean {
  const { over, footprint } = sizing
  if (!count.isDefault || !isGuess(footprint)) return over.length > 0
  return over.some(({ row }) => 2 * row.fits < row.together.length)
}

/** The smallest number of tasks that fits anywhere. */
function roomIn({ over }: ProductSizing): number {
  return Math.min(...over.map(({ row }) => row.fits))
}
