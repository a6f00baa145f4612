import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { inOptimised, inOrdinary, reduceDebug } from './view/debug-info.ts'
import { isFirmware } from './view/firmware.ts'
import { headOf } from './view/manifests.ts'
import { DEBUG_INFO } from './view/measured.ts'
import { isFatLto, type ProfileName } from './view/profiles.ts'
import { isLarge, isSizeable, MANY_TEST_BINARIES } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/full-debug-info',
  ecosystem: cargo,
  summary: 'compilers and linkers carry full debug information',
  why: `Debug information is the largest part of what a linker holds. Measured with rustc 1.95, 8 test binaries linked at
once: GNU ld 5747 MiB with \`debug = 2\`, 3536 with \`"line-tables-only"\`, 3126 without; rust-lld 1356, 1096 and 918 MiB. One
crate of 100,000 lines takes 1129, 856 and 775 MiB to compile. With \`lto = "fat"\` the last link takes 3995 MiB with, and 828
MiB without. \`"line-tables-only"\` keeps files and lines in backtraces; the Cargo book recommends it for faster builds.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe'],
  dependsOnHost: true,
  references: [
    'https://doc.rust-lang.org/cargo/reference/profiles.html#debug',
    'https://doc.rust-lang.org/nightly/cargo/guide/build-performance.html',
    'https://github.com/rust-lang/cargo/issues/15931',
  ],
  *check(view, context) {
    if (isFirmware(view)) return
    for (const [profile, debug] of inOptimised(view)) yield optimisedAndFull(view, profile, debug)
    const ordinary = inOrdinary(view)
    if (ordinary) yield* whereItMatters(view, ordinary, context)
  },
})

function optimisedAndFull(
  view: CargoWorkspace,
  profile: ProfileName,
  debug: Setting<Value | undefined>,
): Problem {
  const lto = isFatLto(view.profiles.effective(profile, 'lto').value)
  return {
    at: debug,
    message: `Profile ${profile} optimises and keeps full debug information of it all${lto ? ', through fat link-time optimisation' : ''}: compiler and linker hold both`,
    because: lto ? [DEBUG_INFO.lto, DEBUG_INFO.link] : [DEBUG_INFO.link, DEBUG_INFO.compile],
    // Benchmarks are built by those who want to look into them, and a small program holds little.
    ...((profile === 'bench' || !isLarge(view)) && { severity: 'info' }),
    fix: reduceDebug(view, debug, OTHERS),
  }
}

function* whereItMatters(
  view: CargoWorkspace,
  debug: Setting<Value | undefined>,
  context: Context,
): Iterable<Problem> {
  const sizing = view.build && context.size(view.build, view.jobs.written)
  const matters = sizing && (view.jobs.set || isDefaultWorthAWord(sizing))
  const over = matters && isSizeable(view, sizing.workload.footprint) ? sizing.over : []
  const many = view.testBinaries >= MANY_TEST_BINARIES
  if (over.length === 0 && !many) return
  const reason = many
    ? `${view.testBinaries} integration test programs are linked with it`
    : 'every job of a build carries it'
  yield {
    at: debug.value === undefined ? headOf(view.root) : debug,
    message: `Debug information is ${debug.value === undefined ? 'left ' : ''}at its full size, and ${reason}`,
    because: [
      ...over.map(host => host.arithmetic),
      ...(many ? [DEBUG_INFO.link, DEBUG_INFO.compile] : [DEBUG_INFO.compile, DEBUG_INFO.link]),
    ],
    severity: 'info',
    ...(!many && { hosts: over.map(host => host.plan.host.name) }),
    fix: reduceDebug(view, debug),
  }
}

/** Rules that leave a profile to this one as long as its debug information is most of what it costs. */
const OTHERS = ['cargo/fat-lto', 'cargo/optimized-dev', 'cargo/test-profile-differs']
