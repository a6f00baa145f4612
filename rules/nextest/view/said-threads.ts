import type { Countable } from '../../common/cargo/said.ts'

/** How many tests nextest runs at once. RUST_TEST_THREADS is nothing to it, and --build-jobs is cargo's. */
export const THREADS: Countable = {
  names: { flag: /^(?:-[vqr]{0,3}j=?|--(?:jobs|test-threads)(?:=|$))/, perCpu: 'num-cpus', below: true },
  variable: 'NEXTEST_TEST_THREADS',
  wordsOf: ({ does, own }) =>
    does === 'nextest run' && !own.some(({ text }) => ONE_BY_ONE.test(text)) ? own : undefined,
  mayStart: ({ does }) => /^(llvm-cov|hack|miri|careful)$/.test(does),
}

const ONE_BY_ONE = /^--(no-capture|nocapture|no-run)$/
