import type { Problem } from '../../src/model/finding.ts'
import { type Context, defineRule, type Sizing } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import { overSaid } from '../common/cargo/over-said.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import { overMemory } from '../common/over.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { type DoctestRun, editionSetting } from './view/doctest-run.ts'
import { DOCTESTS } from './view/measured.ts'
import { ALL_TESTS, fixThreads, NONE_FITS } from './view/threads-fix.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/doctest-links',
  ecosystem: cargo,
  summary: 'examples in documentation are linked one by one, which no number of jobs limits',
  why: `\`cargo test\` makes a program of every example in a library's documentation, linked with everything the library uses,
and builds as many at once as there are cpus: \`-j\` and \`build.jobs\` do not count there. Measured with rustc 1.95 for 16
examples: 1258 MiB with 8 threads, the same with \`CARGO_BUILD_JOBS=1\`, 346 MiB with \`RUST_TEST_THREADS=2\`, and 200 MiB in
edition 2024, which merges them into one program. About 1 GB for each was reported (cargo#14190).

\`RUST_TEST_THREADS\` is the number that counts. In \`[env]\` of \`.cargo/config.toml\` it is a string, has no form for "at most",
and holds for all tests; a variable that is set in the environment wins over it, and \`cargo test -- --test-threads=N\` over
both. memlint hears them in scripts, Makefiles, Dockerfiles and pipelines.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/rust-lang/cargo/issues/14190',
    'https://doc.rust-lang.org/edition-guide/rust-2024/rustdoc-doctests.html',
    'https://doc.rust-lang.org/cargo/reference/config.html#env',
  ],
  *check(view, context) {
    const run = view.doctestRun
    if (!run) return
    const because = (workload: Workload) => explainExamples(run, workload)
    for (const { said, workload } of view.said.doctests) {
      const sizing = context.size(workload, said.words)
      if (sizing.over.length > 0)
        yield overSaid(said, sizing, context, { none: NONE_FITS, any: ALL_TESTS }, because)
    }
    const sizing = context.size(run.workload, run.written)
    if (sizing.over.length > 0) yield over(view, run, sizing, context)
    else if (!run.set) yield many(run)
  },
})

function over(view: CargoWorkspace, run: DoctestRun, sizing: Sizing, context: Context): Problem {
  const { advice } = sizing
  const help =
    run.yields &&
    'value' in advice &&
    `On one machine alone, in its environment: RUST_TEST_THREADS=${advice.value}`
  return {
    at: run.workload.count,
    ...overMemory(sizing, workload => explainExamples(run, workload)),
    ...(help && { help }),
    fix: fixThreads(view, run, sizing, context),
  }
}

/** What is known of the examples. */
function explainExamples({ libraries }: DoctestRun, workload: Workload): readonly string[] {
  return [
    `at least ${libraries[0].count} examples in documentation are programs of their own, whatever build.jobs says`,
    ...explainFootprint(workload),
  ]
}

function many({ libraries: [most, ...others] }: DoctestRun): Problem {
  return {
    at: editionSetting(most),
    message: `At least ${most.count} examples in this library's documentation are programs of their own for cargo test, one per cpu at once`,
    because: [DOCTESTS],
    related: others.map(one => ({ at: editionSetting(one), message: `at least ${one.count} more here` })),
    severity: 'info',
    fix: {
      title:
        'set RUST_TEST_THREADS where memory is short, go to edition 2024, or set doctest = false in [lib]',
      safety: 'manual',
      why: 'fewer threads slow all tests, and an edition or tests that are left out are for you to decide',
    },
  }
}
