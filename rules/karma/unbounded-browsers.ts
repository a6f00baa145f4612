import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { KarmaRun } from './ecosystem.ts'
import karma from './ecosystem.ts'
import type { Browsers } from './view/browsers.ts'

export default defineRule<KarmaRun>({
  id: 'karma/unbounded-browsers',
  ecosystem: karma,
  summary: 'karma starts all browsers of its list at once, and memory has no room for them',
  why: `karma starts every browser of \`browsers\` at once, as \`concurrency\` is Infinity by default. Each is a browser of its own
and loads all of the bundle: 222 MiB with an empty test (Chromium 156, headless, proportional set size, karma 6.4.4). Write what
yours take to \`footprints["karma/browsers"]\`. Browsers of a service are not in the sum.

With a number, karma starts the next browser when one has ended. That is so in single runs only: while it watches files no browser
ends, and those beyond the number never start (6.4.4, run).`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://karma-runner.github.io/6.4/config/configuration-file.html',
    'https://github.com/karma-runner/karma/blob/master/lib/launcher.js',
  ],
  *check({ browsers, workload }, context) {
    const sizing = context.size(workload, browsers.written)
    if (sizing.over.length === 0) return
    if (typeof browsers.set.value === 'number' || (browsers.listed > FEW && isDefaultWorthAWord(sizing)))
      yield problem(browsers, sizing, context)
  },
})

/** Nobody means anything else by two. */
const FEW = 2

function problem(browsers: Browsers, sizing: Sizing, context: Context): Problem {
  const { set, atOnce, singleRun } = browsers
  const count = { set, key: 'concurrency', number: atOnce, asNumber: true }
  return {
    at: set,
    ...overMemory(sizing),
    // What nobody wrote is no mistake in a file.
    ...(set.value === undefined && { severity: 'warning' }),
    fix: fixCount(count, sizing, context, { none: NONE, ...(!singleRun && { any: WATCHES }) }),
  }
}

const NONE = {
  title: 'load less in each test, or use a machine with more memory',
  why: 'what a browser takes is mostly what the tests load',
}

const WATCHES = 'while karma watches files no browser ends, and those beyond the number never start'
