import type { Problem } from '../../src/model/finding.ts'
import { remove } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { isFirmware } from './view/firmware.ts'
import { CODEGEN_UNITS } from './view/measured.ts'
import { isFatLto, type ProfileName } from './view/profiles.ts'

/** 16 and more make no difference to memory that would be worth a word. */
const FEW = 4

export default defineRule<CargoWorkspace>({
  id: 'cargo/few-codegen-units',
  ecosystem: cargo,
  summary: 'few codegen units make each compiler larger, not smaller',
  why: `\`codegen-units = 1\` is often set to save memory, and does the opposite: LLVM then holds a whole crate at once.
Measured with rustc 1.95 on one crate of 100,000 lines: 1014 MiB with 16 units, 2107 MiB with 1 (dev, not incremental);
1129 MiB with the default 256 units, 2142 MiB with 1 (incremental). In release builds it buys speed of the program with
memory of the compiler, and together with \`lto = "fat"\` it even lowers the peak of the last link (828 to 710 MiB).`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://doc.rust-lang.org/cargo/reference/profiles.html#codegen-units',
    'https://doc.rust-lang.org/rustc/codegen-options/index.html#codegen-units',
  ],
  *check(view) {
    if (isFirmware(view)) return
    const { profiles } = view
    for (const profile of ['dev', 'test'] as const) {
      const units = profiles.own(profile, 'codegen-units')
      if (isFew(units.value)) yield inEveryBuild(profile, units)
    }
    for (const profile of ['release', 'bench'] as const) {
      const units = profiles.own(profile, 'codegen-units')
      if (isFew(units.value) && !isFatLto(profiles.effective(profile, 'lto').value))
        yield inRelease(profile, units)
    }
  },
})

function inEveryBuild(profile: ProfileName, units: Setting<Value | undefined>): Problem {
  return {
    at: units,
    message: `codegen-units = ${units.value} in profile ${profile} makes each compiler hold a whole crate at once, which takes ${Number(units.value) <= 2 ? 'about twice the' : 'more'} memory`,
    because: [CODEGEN_UNITS.dev],
    fix: {
      title: 'leave codegen-units to cargo',
      safety: 'unsafe',
      why: 'the compiler optimises in smaller pieces: what it builds is not byte for byte the same',
      ops: [remove(units)],
    },
  }
}

function inRelease(profile: ProfileName, units: Setting<Value | undefined>): Problem {
  return {
    at: units,
    message: `codegen-units = ${units.value} in profile ${profile} buys a faster program with memory of each compiler`,
    because: [CODEGEN_UNITS.release],
    severity: 'info',
    fix: {
      title: `where memory is short, build with CARGO_PROFILE_${profile.toUpperCase()}_CODEGEN_UNITS=16`,
      safety: 'manual',
      why: 'the speed of what is shipped may be worth it',
    },
  }
}

function isFew(units: Value | undefined): boolean {
  return typeof units === 'number' && units >= 1 && units <= FEW
}
