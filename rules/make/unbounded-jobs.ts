import { defineRule } from '../../src/model/rule.ts'
import { type UnboundedBuilds, unboundedProblem } from '../common/unbounded-jobs.ts'
import make from './ecosystem.ts'

export default defineRule<UnboundedBuilds>({
  id: 'make/unbounded-jobs',
  ecosystem: make,
  summary: 'make is told to start everything at once',
  why: `\`make -j\` without a number is not one job per cpu: it has no bound. Forty targets of a second each were done in 1.2
seconds on two cpus, all at once (GNU Make 4.3). With compilers of 0.2 to 3 GiB each the machine is full before it is busy: more
than 30 GB in yosys#3430, and "a fork bomb" in the words of node#8287. \`-j all\` is the same with a target behind it, and so are
\`MAKEFLAGS += -j\` and \`-j$(JOBS)\` where JOBS is empty.

Two ways of writing it look like one job per cpu and have no bound either, as make takes \`$(nproc)\` for a variable of its own
that nothing sets: \`-j$(nproc)\` in a Makefile, where it is \`$$(nproc)\` for the recipe's shell and \`$(shell nproc)\` for make,
and \`MAKEFLAGS=-j$(nproc)\` in places where no shell reads it, such as ENV in a Dockerfile or env in a workflow.

A number only lowers what runs at once. On the command line it wins over MAKEFLAGS: \`make -j4\`.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://www.gnu.org/software/make/manual/html_node/Parallel.html',
    'https://github.com/YosysHQ/yosys/issues/3430',
    'https://github.com/nodejs/node/issues/8287',
    'https://github.com/AFLplusplus/AFLplusplus/issues/1072',
  ],
  *check({ found, run }, context) {
    for (const build of found) {
      const { words, reason } = build
      yield {
        ...unboundedProblem(build, run, context),
        message: reason
          ? `${words} has no bound: ${reason}; make starts everything that is ready to be built at once`
          : `${words} has no number, and make starts everything that is ready to be built at once`,
        help: 'One job per cpu, whatever the memory: -j"$(nproc)" in a shell, -j$$(nproc) in a recipe',
      }
    }
  },
})
