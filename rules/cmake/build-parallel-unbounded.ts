import { defineRule } from '../../src/model/rule.ts'
import { type UnboundedBuilds, unboundedProblem } from '../common/unbounded-jobs.ts'
import cmake from './ecosystem.ts'

export default defineRule<UnboundedBuilds>({
  id: 'cmake/build-parallel-unbounded',
  ecosystem: cmake,
  summary: 'cmake --build is told to start everything at once',
  why: `\`cmake --build … -j\` or \`--parallel\` without a number hands \`-j\` without a number to the build tool ("the native build
tool's default number is used"). The default of make, which is cmake's own choice on Linux and macOS, is no bound: all of ten
targets ran at once on two cpus (CMake 3.25.1, GNU Make 4.3), where Ninja ran three. A number in CMAKE_BUILD_PARALLEL_LEVEL
does not help, as the flag wins over it, and \`-- -j\` is the same.

In \`buildPresets\`, \`"jobs": 0\` is the same as the flag without a number, and no \`jobs\` at all is one job; a preset's number
holds where the flag has none. What is in its \`environment\` is for the programs that are started, and cmake does not look for
CMAKE_BUILD_PARALLEL_LEVEL there (CMake 3.25.1 and 4.1.3).

memlint says nothing where the file, the environment or the preset names another generator.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://cmake.org/cmake/help/latest/manual/cmake.1.html#cmdoption-cmake-build-j',
    'https://cmake.org/cmake/help/latest/manual/cmake-presets.7.html#build-preset',
    'https://cmake.org/cmake/help/latest/envvar/CMAKE_BUILD_PARALLEL_LEVEL.html',
    'https://www.gnu.org/software/make/manual/html_node/Parallel.html',
  ],
  *check({ found, run }, context) {
    for (const build of found) {
      const { words, reason } = build
      const why = reason ? `has no bound: ${reason}` : 'has no number'
      yield {
        ...unboundedProblem(build, run, context),
        message: `${words} ${why}; with Makefiles, which are cmake's default, everything that is ready is built at once`,
        help: 'With -G Ninja the same command keeps to the cpus; CMAKE_BUILD_PARALLEL_LEVEL sets a number where no flag is given',
      }
    }
  },
})
