import type { RepositoryCommand } from '../../../common/commands.ts'
import type { RepositoryVariable } from '../../../common/variables.ts'
import type { Argument } from '../config/arguments.ts'
import type { Selection } from './selection.ts'

/** A place outside pytest's configuration that starts pytest, or that every pytest started from there reads. */
export interface Invocation {
  /** Unique among the invocations of a folder: `tox.ini[testenv:py]`. */
  readonly name: string
  /** In words, after "when": `tox runs testenv:py`. */
  readonly when: string
  /** From PYTEST_ADDOPTS: they come after `addopts`. */
  readonly environment: readonly Argument[]
  /** From the command line: they come last. */
  readonly command: readonly Argument[]
  /** PYTEST_XDIST_AUTO_NUM_WORKERS: what `-n auto` and `-n logical` mean there. */
  readonly autoWorkers?: number
  /** The command of the repository that starts it, and which tests it names. */
  readonly startedBy?: RepositoryCommand
  readonly selection?: Selection
  /** The commands of jobs by which it takes place. */
  readonly inJobs?: readonly RepositoryCommand[]
  /** In what kind of file it stands, where that is none of Python's. */
  readonly kind?: RepositoryVariable['kind']
}
