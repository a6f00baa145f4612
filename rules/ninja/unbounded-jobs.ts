import { defineRule } from '../../src/model/rule.ts'
import { type UnboundedBuilds, unboundedProblem } from '../common/unbounded-jobs.ts'
import ninja from './ecosystem.ts'

export default defineRule<UnboundedBuilds>({
  id: 'ninja/unbounded-jobs',
  ecosystem: ninja,
  summary: 'ninja is told to start everything at once',
  why: `To ninja, \`-j0\` is not its default but infinity ("0 means infinity"): all of ten targets ran at once on two cpus, where
ninja by itself runs three, two more than there are cpus (ninja 1.11.1). It looks at cpus and load and never at memory, which has
been asked for since 2013 (ninja#660, ninja#1571). CMake projects whose links are heavy can limit those alone, with
\`JOB_POOLS\` and \`CMAKE_JOB_POOL_LINK\`.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['safe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://ninja-build.org/manual.html',
    'https://github.com/ninja-build/ninja/issues/1571',
    'https://github.com/ninja-build/ninja/pull/660',
    'https://github.com/microsoft/vscode-cmake-tools/issues/696',
  ],
  *check({ found, run }, context) {
    for (const build of found) {
      yield {
        ...unboundedProblem(build, run, context),
        message: `${build.words} has no bound: to ninja, 0 is infinity, and everything that is ready is built at once`,
        help: 'Without -j ninja starts two jobs more than there are cpus',
      }
    }
  },
})
