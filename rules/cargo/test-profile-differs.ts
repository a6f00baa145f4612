import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { isFirmware } from './view/firmware.ts'
import { hasManyToCompile } from './view/size.ts'
import { differencesOfTest } from './view/test-profile.ts'
import { listed } from './view/words.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/test-profile-differs',
  ecosystem: cargo,
  summary: 'tests have a profile of their own, so that everything is compiled twice',
  why: `\`cargo test\` compiles the dependencies with the test profile, which inherits from dev. One key that differs is enough
for all of them to be compiled again and kept beside the others: tried with cargo 1.95 for opt-level, debug, codegen-units,
lto, strip, split-debuginfo, overflow-checks and debug-assertions, one at a time. \`incremental\` concerns the packages of the
workspace alone, \`panic\` is ignored in tests, and what is said of one package under \`[profile.test.package]\` concerns no other.

The target folder doubles, and an editor's check and a test run that meet compile the same crates at the same time.`,
  severity: 'info',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: ['https://doc.rust-lang.org/cargo/reference/profiles.html#test'],
  *check(view) {
    if (isFirmware(view) || !hasManyToCompile(view)) return
    const [first, ...others] = differencesOfTest(view.profiles)
    if (!first) return
    const keys = [first, ...others].map(({ at }) => String(at.at(-1)))
    const what =
      view.packages === undefined ? 'every dependency' : `all ${view.packages} packages of Cargo.lock`
    yield {
      at: setting(undefined, first.document, first.at.slice(0, 2)),
      message: `[profile.test] differs from dev in ${listed(keys)}: cargo compiles ${what} once for each`,
      because: ['tried with cargo 1.95: each of these keys alone has every dependency compiled again'],
      fix: {
        title: `say ${keys.length === 1 ? 'it' : 'them'} in [profile.dev], for both, or in a profile for the tests that need it`,
        safety: 'manual',
        why: 'tests, or ordinary builds, may need to be as they are',
      },
    }
  },
})
