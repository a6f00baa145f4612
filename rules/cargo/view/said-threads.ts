import type { CargoCommand } from '../../common/cargo/commands.ts'
import type { Countable } from '../../common/cargo/said.ts'

/** How many tests, and examples of documentation, run at once in one program. */
export const THREADS_OF_TESTS: Countable = {
  names: { flag: /^--test-threads(?:=|$)/ },
  variable: 'RUST_TEST_THREADS',
  wordsOf: command => (runsExamples(command) ? command.handed : undefined),
  mayStart: ({ does }) => does === 'hack',
}

/** What is named on the command line runs alone, and examples are named `--doc`. */
function runsExamples({ does, own }: CargoCommand): boolean {
  return does === 'test' && !own.some(({ text }) => OTHERS.test(text))
}

const OTHERS = /^--(lib|bins?|tests?|examples?|bench|benches|all-targets|no-run)(=|$)/
