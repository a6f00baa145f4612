import type { Problem } from '../../src/model/finding.ts'
import { type Context, defineRule, type Sizing } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { overMemory } from '../common/over.ts'
import type { Started, WebpackConfig } from './ecosystem.ts'
import webpack from './ecosystem.ts'
import type { Minimizer } from './view/minimizers.ts'
import { fixMinimizers } from './view/minimizers-fix.ts'

export default defineRule<WebpackConfig>({
  id: 'webpack/minimizer-parallel',
  ecosystem: webpack,
  summary: 'webpack minimizes in more workers than memory has room for',
  why: `The plugins that minimize start one worker for every cpu but one, or for every file where there are fewer; a number in
\`parallel\` is the most there are, and never more than that. They never look at memory. A worker of terser took 168 MiB for a file
of 1.1 MB (measured, terser-webpack-plugin 5.6.1), and more the larger the file is: measure yours and write it to
\`footprints["webpack/minimizers"]\`.

A file that exports several configurations multiplies that: webpack runs all of them at once, each with workers of its own.
26 of them ended a build on a CI machine (box-content-preview#1664). \`parallelism: 1\` in a configuration is no help, it is about
the modules of that one; what counts is \`parallelism\` of the list itself: \`module.exports.parallelism = 1\`.

Fewer workers take longer and make the same files.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://webpack.js.org/plugins/terser-webpack-plugin/#parallel',
    'https://webpack.js.org/configuration/configuration-types/#parallelism',
    'https://github.com/box/box-content-preview/pull/1664',
    'https://github.com/scratchfoundation/scratch-www/pull/6494',
  ],
  *check({ minimizers }, context) {
    for (const minimizer of minimizers) {
      const sizing = context.size(minimizer.workload, minimizer.setting.written)
      if (isWorthAWord(minimizer, sizing)) yield problem(minimizer, sizing, context)
    }
  },
})

/** `true` is no number that anybody chose. */
function isWorthAWord({ setting: { set: written } }: Started<Minimizer>, sizing: Sizing): boolean {
  return typeof written.value === 'number' ? sizing.over.length > 0 : isDefaultWorthAWord(sizing)
}

function problem(minimizer: Started<Minimizer>, sizing: Sizing, context: Context): Problem {
  const { set: written, others, compilers } = minimizer.setting
  const problem = overMemory(sizing)
  return {
    at: written,
    ...problem,
    because: [...(problem.because ?? []), FEWER_FILES],
    related: others.map(at => ({ at, message: 'and here' })),
    ...(compilers > 1 && {
      help: 'module.exports.parallelism = 1 lets one configuration run after the other; parallelism in one of them does not',
    }),
    // What nobody wrote is no mistake in a file.
    ...(written.value === undefined && { severity: 'warning' }),
    fix: fixMinimizers(minimizer, sizing, context),
  }
}

const FEWER_FILES =
  'there are no more workers than files to minimize (dist/index.js of terser-webpack-plugin 5.6.1)'
