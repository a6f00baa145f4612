import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { inOptimised } from './view/debug-info.ts'
import { isFirmware } from './view/firmware.ts'
import { DEBUG_INFO, LTO } from './view/measured.ts'
import { isFatLto, isFullDebug } from './view/profiles.ts'
import { isLarge } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/fat-lto',
  ecosystem: cargo,
  summary: 'fat link-time optimisation holds a whole program in one compiler',
  why: `\`lto = true\` is \`lto = "fat"\`: the last step of a build merges every crate into one module and optimises that on one
thread. Measured with rustc 1.95 for one program of 8 MB: 79 MiB with cargo's default, 263 with \`"thin"\`, 828 with \`"fat"\`, and
3995 with \`"fat"\` and \`debug = 2\`, which no number of jobs makes smaller: it is one process. Thin gains about as much speed
of the program, cargo's reference says.

Few codegen units do not add to this peak, but lower it (828 to 710 MiB). In a release that a large machine builds, fat is a
fair choice; in dev and test it is paid again for every program of every build.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://doc.rust-lang.org/cargo/reference/profiles.html#lto',
    'https://doc.rust-lang.org/rustc/codegen-options/index.html#lto',
  ],
  *check(view) {
    if (isFirmware(view)) return
    const { profiles } = view
    for (const name of ['dev', 'test'] as const) {
      const lto = profiles.own(name, 'lto')
      if (isFatLto(lto.value)) yield inEveryBuild(name, lto)
    }
    // With full debug information beside it, cargo/full-debug-info has said so.
    const told = new Set<string>(inOptimised(view).map(([name]) => name))
    // A benchmark inherits what a release has: that it says so again is no second finding.
    const [shipped] = (['release', 'bench'] as const).filter(name =>
      isFatLto(profiles.own(name, 'lto').value),
    )
    if (shipped && !told.has(shipped) && isLarge(view)) yield inRelease(shipped, profiles.own(shipped, 'lto'))
    for (const name of profiles.custom) {
      const debug = profiles.own(name, 'debug')
      const lto = profiles.effective(name, 'lto')
      if (isFatLto(lto.value) && isFullDebug(debug.value)) yield withDebugInfo(name, lto, debug)
    }
  },
})

function inEveryBuild(profile: string, lto: Setting<Value | undefined>): Problem {
  return {
    at: lto,
    message: `lto = ${JSON.stringify(lto.value)} in profile ${profile} merges every program of every build into one compiler at its end`,
    because: [LTO],
    fix: {
      title: `leave lto out of [profile.${profile}]`,
      safety: 'manual',
      why: 'somebody may want such builds to be as fast as releases',
    },
  }
}

function inRelease(profile: string, lto: Setting<Value | undefined>): Problem {
  return {
    at: lto,
    message: `lto = ${JSON.stringify(lto.value)} in profile ${profile} holds a whole program in one compiler, however few jobs there are`,
    because: [LTO],
    severity: 'info',
    fix: {
      title: `where memory is short, build with CARGO_PROFILE_${profile.toUpperCase()}_LTO=thin`,
      safety: 'manual',
      why: 'the program may be a little faster with fat',
    },
  }
}

function withDebugInfo(
  profile: string,
  lto: Setting<Value | undefined>,
  debug: Setting<Value | undefined>,
): Problem {
  return {
    at: debug,
    message: `Profile ${profile} takes full debug information through fat link-time optimisation, all in one compiler`,
    because: [DEBUG_INFO.lto],
    related: [{ at: lto, message: 'lto is set here' }],
    severity: 'info',
    fix: {
      title: `set lto = "thin" or debug = "line-tables-only" in [profile.${profile}]`,
      safety: 'manual',
      why: 'which of the two it is for, only you know',
    },
  }
}
