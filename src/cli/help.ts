import type { Argv } from 'yargs'

/** Lines of at most this many columns. */
const WIDTH = 80

/** How the help of every command looks. What a value may be is said in words: yargs' own list wraps badly. */
export function withHelpStyle(yargs: Argv): Argv {
  return (yargs.wrap(WIDTH) as Argv & WithUsageConfiguration).usageConfiguration({ 'hide-types': true })
}

/** A method that the types of yargs lack. */
interface WithUsageConfiguration {
  usageConfiguration(options: { 'hide-types': boolean }): Argv
}

/** What stands below the options of commands that find things. */
export const EXIT_CODES = `Exit codes:
  0  nothing at or above --fail-on, or everything was fixed
  1  findings
  2  memlint could not do its job: a wrong option, a wrong configuration,
     a file that cannot be written, a rule that crashed

Environment:
  NO_COLOR, FORCE_COLOR  as --no-color and --color, which win`
