import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { explainBuild } from './view/footprint.ts'
import { TEST_PROGRAMS } from './view/measured.ts'
import { isWorthMerging } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/many-test-binaries',
  ecosystem: cargo,
  summary: 'one package has many integration tests, each a program of its own',
  why: `Every file directly in \`tests/\` becomes a program that contains everything the package uses, and cargo links as many
at once as there are jobs. Measured with rustc 1.95 for 8 programs of 160 MB: 1356 MiB at once with rust-lld and 5747 MiB with GNU
ld; the same tests as modules of one program: 187 MiB, and less than half of the disk.

\`tests/all/main.rs\` with \`mod parse;\` for each file is found by cargo as it is. The tests then run in one process (which is what
\`cargo test\` limits with \`RUST_TEST_THREADS\`), and \`#![…]\` attributes at the top of a file have to move to where they hold for
all. Files with a \`main\` of their own (\`harness = false\`) stay as they are.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://doc.rust-lang.org/cargo/reference/cargo-targets.html#integration-tests',
    'https://matklad.github.io/2021/02/27/delete-cargo-integration-tests.html',
  ],
  *check(view, context) {
    const sizing = view.build && context.size(view.build, view.jobs.written)
    // A default is no reason to say more than what was measured.
    const over = sizing && sizing.workload.footprint.basis !== 'default' ? sizing.over : []
    for (const programs of view.testPrograms) {
      if (!isWorthMerging(view, programs)) continue
      const { manifest, mergeable } = programs
      yield {
        at: setting(undefined, manifest.document, ['package', 'name']),
        message: `${mergeable} integration tests of this package become ${mergeable} programs, each linked with everything the package uses`,
        because: [
          TEST_PROGRAMS.merged,
          TEST_PROGRAMS.each,
          ...over.map(host => host.arithmetic),
          ...(sizing && over.length > 0 ? explainBuild(sizing.workload) : []),
        ],
        ...(sizing && over.length > 0 ? { footprint: sizing.workload.footprint } : { severity: 'info' }),
        fix: {
          title: 'make them modules of one: tests/all/main.rs with a line `mod name;` for each',
          safety: 'manual',
          why: 'tests then share a process, and attributes at the top of a file hold for all',
        },
      }
    }
  },
})
