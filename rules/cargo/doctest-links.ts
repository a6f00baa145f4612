import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { DOCTESTS } from './view/measured.ts'
import { hasManyToCompile, MANY_DOCTESTS } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/doctest-links',
  ecosystem: cargo,
  summary: 'examples in documentation are linked one by one, which no number of jobs limits',
  why: `\`cargo test\` makes a program of every example in a library's documentation, linked with everything the library uses,
and builds as many at once as there are cpus: \`-j\` and \`build.jobs\` do not count there. Measured with rustc 1.95 for 16
examples: 1258 MiB with 8 threads, the same with \`CARGO_BUILD_JOBS=1\`, 346 MiB with \`RUST_TEST_THREADS=2\`, and 200 MiB in
edition 2024, which merges them into one program. About 1 GB for each was reported (cargo#14190).`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/rust-lang/cargo/issues/14190',
    'https://doc.rust-lang.org/edition-guide/rust-2024/rustdoc-doctests.html',
  ],
  *check(view) {
    const isLimited = view.config.find(['env', 'RUST_TEST_THREADS']) !== undefined
    if (isLimited || !hasManyToCompile(view)) return
    for (const { manifest, count } of view.doctests) {
      if (count < MANY_DOCTESTS) continue
      yield {
        at: setting(undefined, manifest.document, ['package', 'edition']),
        message: `At least ${count} examples in this library's documentation are programs of their own for cargo test, one per cpu at once.`,
        because: [DOCTESTS],
        fix: {
          title:
            'set RUST_TEST_THREADS where memory is short, go to edition 2024, or set doctest = false in [lib]',
          safety: 'manual',
          why: 'fewer threads slow all tests, and an edition or tests that are left out are for you to decide',
        },
      }
    }
  },
})
