import { defineRule } from '../../src/model/rule.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { inOptimised } from './view/debug-info.ts'
import { isFirmware } from './view/firmware.ts'
import { OPTIMISED } from './view/measured.ts'
import { isOptimised } from './view/profiles.ts'
import { isLarge } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/optimized-dev',
  ecosystem: cargo,
  summary: 'ordinary builds optimise, which makes each compiler larger and slower',
  why: `Lowering memory with \`opt-level = 1\` does not work: optimising takes more. Measured with rustc 1.95 on one crate of
100,000 lines: 1129 MiB and 22 s without, 1324 MiB and 67 s with \`opt-level = 1\`. With \`codegen-units = 1\` beside it, as in
one of the two incidents that memlint comes from, it was 1845 MiB.

What is slow without optimisation is mostly in dependencies. \`[profile.dev.package."*"] opt-level = 3\` optimises those alone,
once, and leaves the code that is compiled again all day as it is. Where the workspace's own code has to be fast in tests
too, the price may be worth it.`,
  severity: 'info',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://doc.rust-lang.org/cargo/reference/profiles.html#opt-level',
    'https://doc.rust-lang.org/cargo/reference/profiles.html#overrides',
  ],
  *check(view) {
    if (isFirmware(view) || !isLarge(view)) return
    // What optimises with full debug information has been told by cargo/full-debug-info.
    const told = new Set<string>(inOptimised(view).map(([name]) => name))
    for (const profile of ['dev', 'test'] as const) {
      const level = view.profiles.own(profile, 'opt-level')
      if (!isOptimised(level.value) || told.has(profile)) continue
      yield {
        at: level,
        message: `opt-level = ${JSON.stringify(level.value)} in profile ${profile} optimises all code of every build: compilers take more memory and several times as long`,
        because: [OPTIMISED],
        fix: {
          title: `leave it to [profile.${profile}.package."*"], for dependencies alone`,
          safety: 'manual',
          why: 'code of the workspace itself runs slower then',
        },
      }
    }
  },
})
