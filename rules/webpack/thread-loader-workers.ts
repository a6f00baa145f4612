import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { type Context, defineRule, type Sizing } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { type CountDoubts, fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { Started, WebpackConfig } from './ecosystem.ts'
import webpack from './ecosystem.ts'
import type { ThreadLoader } from './view/thread-loaders.ts'

export default defineRule<WebpackConfig>({
  id: 'webpack/thread-loader-workers',
  ecosystem: webpack,
  summary: 'thread-loader starts more workers than memory has room for',
  why: `Each worker of thread-loader is a process of Node with loaders of its own: 130 MiB with babel-loader over small files (measured,
thread-loader 4.0.4), and far more where a loader keeps what it read, as ts-loader keeps types. \`workers\` is taken as it is, on
any machine. Without it there is one for every cpu but one, and the cpus are those of the machine (\`os.cpus()\`), however few of
them a container may use: on the 36 cpus of a CI machine that ended in "ENOMEM: not enough memory" (haul#529). Measure yours and write it to
\`footprints["webpack/loaders"]\`.

Fewer workers load more files each. Where \`workerNodeArgs\` limits their heaps (\`--max-old-space-size=1024\`), that limit can be
too low for fewer of them; a lower limit does not make a worker smaller, it ends one that needs more.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/webpack-contrib/thread-loader#examples',
    'https://github.com/webpack-contrib/thread-loader/blob/master/src/workerPools.js',
    'https://github.com/callstack/haul/issues/529',
  ],
  *check({ loaders }, context) {
    for (const loader of loaders) {
      const sizing = context.size(loader.workload, loader.setting.written)
      if (isWorthAWord(loader, sizing)) yield problem(loader, sizing, context)
    }
  },
})

function isWorthAWord({ setting: { set } }: Started<ThreadLoader>, sizing: Sizing): boolean {
  return set.value === undefined ? isDefaultWorthAWord(sizing) : sizing.over.length > 0
}

function problem(loader: Started<ThreadLoader>, sizing: Sizing, context: Context): Problem {
  const { set, heap } = loader.setting
  const problem = overMemory(sizing)
  return {
    at: set,
    ...problem,
    because: [
      ...(problem.because ?? []),
      ...(set.value === undefined ? [HOST_CPUS] : []),
      ...(heap ? [`${heap} is a limit for each of them, and not for all`] : []),
    ],
    // What nobody wrote is no mistake in a file.
    ...(set.value === undefined && { severity: 'warning' }),
    fix: fixOf(loader, sizing, context),
  }
}

const HOST_CPUS = 'thread-loader asks for the cpus of the machine, however few of them a container may use'

function fixOf({ setting, version }: Started<ThreadLoader>, sizing: Sizing, context: Context): Fix {
  const { value } = setting.set
  const count = {
    ...setting,
    ...(typeof value === 'number' && value > 0 && { number: value }),
    asNumber: true,
  }
  const fix = fixCount(count, sizing, context, doubtsOf(setting))
  return version || fix.safety === 'manual'
    ? fix
    : { title: fix.title, safety: 'manual', why: 'nothing says which version of thread-loader this is' }
}

function doubtsOf({ heap }: ThreadLoader): CountDoubts {
  return { none: NONE, ...(heap && { any: `with fewer workers each loads more files in a heap of ${heap}` }) }
}

const NONE = {
  title: 'load without thread-loader, or use a machine with more memory',
  why: 'what a worker takes is what its loaders keep',
}
