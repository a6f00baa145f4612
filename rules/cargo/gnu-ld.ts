import { defineRule } from '../../src/model/rule.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { isFirmware } from './view/firmware.ts'
import { DEBUG_INFO, TEST_PROGRAMS } from './view/measured.ts'
import { MANY_TEST_BINARIES } from './view/size.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/gnu-ld',
  ecosystem: cargo,
  summary: 'many programs are linked with GNU ld, which takes several times the memory',
  why: `Measured with 8 test programs of 160 MB, linked at once: GNU ld 5747 MiB, rust-lld 1356, mold 1757. One link is about 700
MiB with GNU ld and 155 with rust-lld. Rust 1.90 and later link with rust-lld by themselves on x86_64 Linux; older ones, and
other Linux targets, use what the system's C compiler uses, which is GNU ld unless somebody changed it.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://blog.rust-lang.org/2025/09/01/rust-lld-on-1.90.0-stable/',
    'https://doc.rust-lang.org/cargo/reference/config.html#targettriplelinker',
  ],
  *check(view) {
    const { gnuLd, testBinaries } = view
    if (!gnuLd || testBinaries < MANY_TEST_BINARIES || isFirmware(view)) return
    yield {
      at: gnuLd.at,
      message: `${testBinaries} integration test programs are linked with GNU ld: ${gnuLd.because}`,
      because: [TEST_PROGRAMS.each, DEBUG_INFO.link],
      fix: {
        title: 'link with lld or mold, or take a toolchain that does: Rust 1.90 and later on x86_64 Linux',
        safety: 'manual',
        why: 'which linkers are installed where this is built is not known',
      },
    }
  },
})
