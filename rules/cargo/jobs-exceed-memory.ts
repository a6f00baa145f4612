import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { overSaid } from '../common/cargo/over-said.ts'
import type { Said } from '../common/cargo/said.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { overMemory } from '../common/over.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { explainBuild } from './view/footprint.ts'
import { fixJobs, NONE_FITS } from './view/jobs-fix.ts'
import { isSizeable } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/jobs-exceed-memory',
  ecosystem: cargo,
  summary: 'cargo starts more compilers than memory has room for',
  why: `cargo runs one compiler or linker per cpu. It honours affinity and the cpu quota of a container, and never looks at
memory. One rustc takes 1.0 to 1.3 GiB for a crate of 100,000 lines, one link of a large test binary about 700 MiB with
GNU ld (155 MiB with rust-lld), and both grow with debug information: 8 cpus of a laptop with 16 GiB can ask for all of it.

\`build.jobs\` in \`.cargo/config.toml\` is a fixed number without an at-most form: \`jobs = 6\` starts 6 compilers on 2 cpus
too. \`CARGO_BUILD_JOBS=N\` does the same for one machine and leaves the repository alone.

\`-j\` wins over \`--config\`, that over CARGO_BUILD_JOBS, and that over \`.cargo/config.toml\` (cargo 1.95). memlint looks for them in
scripts, Makefiles, Dockerfiles, workflows and pipelines, and sizes each for the profile of its command; what pipelines run
is judged on hosts of kind \`ci\`, and where all of it says a number, the default is not. \`-j default\`, \`-j -1\` and
\`-j $(nproc)\` follow the cpus as cargo does by itself: they are worth a word where the configuration has a number.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://doc.rust-lang.org/cargo/reference/config.html#buildjobs',
    'https://github.com/rust-lang/cargo/issues/9157',
    'https://github.com/rust-lang/cargo/issues/12912',
  ],
  *check(view, context) {
    for (const { said, workload } of view.said.builds) {
      const sizing = context.size(workload, said.words)
      if (isWorthAWord(view, said, sizing))
        yield overSaid(said, sizing, context, { none: NONE_FITS }, explainBuild)
    }
    const { set } = view.jobs
    if (!view.build || (set && typeof set.value !== 'number' && set.value !== 'default')) return
    const sizing = context.size(view.build, view.jobs.written)
    if (sizing.over.length === 0) return
    if (set || isUnset(view, sizing)) yield over(view, sizing, context)
  },
})

/**
 * Who wrote a number has thought of the machine: a guess must be far off. Words for one per cpu say what cargo does by
 * itself, unless the configuration has a number.
 */
function isWorthAWord(view: CargoWorkspace, { fixed }: Said, sizing: Sizing): boolean {
  const isNews = fixed.number !== undefined || typeof view.jobs.set?.value === 'number'
  return isNews && isDefaultWorthAWord(sizing) && isSizeable(view, sizing.workload.footprint)
}

/** Whether nobody wrote a number, not even where cargo does not read it, and one would matter. */
function isUnset(view: CargoWorkspace, sizing: Sizing): boolean {
  const meant = [view.root, ...view.members].some(
    ({ document }) => document.get(['build', 'jobs']) !== undefined,
  )
  if (meant || view.config.continues || !isDefaultWorthAWord(sizing)) return false
  return isSizeable(view, sizing.workload.footprint)
}

function over(view: CargoWorkspace, sizing: Sizing, context: Context): Problem {
  return {
    at: view.jobs.set ?? view.jobs.count,
    ...overMemory(sizing, explainBuild),
    help: `On one machine alone, in its environment: CARGO_BUILD_JOBS=${'value' in sizing.advice ? sizing.advice.value : 1}`,
    // What nobody wrote is no mistake in a file.
    ...(!view.jobs.set && { severity: 'warning' }),
    fix: fixJobs(view, sizing, context),
  }
}
