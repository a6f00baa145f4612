import type { RepositoryCommand } from '../../../common/commands.ts'
import type { RepositoryVariable } from '../../../common/variables.ts'
import type { Argument } from '../config/arguments.ts'
import { argumentsOf } from '../config/arguments.ts'
import type { FolderConfig } from '../config/config-files.ts'
import { optionOf } from '../config/config-files.ts'
import type { Given, PytestOptions } from '../config/options.ts'
import { overriddenAddopts, readOptions } from '../config/options.ts'
import type { AutoHook } from './auto-hook.ts'
import type { WorkerCount } from './count.ts'
import { countWorkers } from './count.ts'
import type { Invocation } from './invocation.ts'
import type { Selection } from './selection.ts'

/** One way in which pytest is started: plainly, by tox, with an environment file. */
export interface Run {
  /** `` for the plain one; unique in a root. */
  readonly name: string
  readonly when: string
  readonly options: PytestOptions
  readonly workers: WorkerCount
  /** Where the workers are asked for: every pytest started below reads the configuration and the environment too. */
  readonly askedIn: 'configuration' | 'environment' | 'command'
  /** Whether a PYTEST_ADDOPTS from outside can cap it: not over one that is set there, nor over a cap in the command. */
  readonly takesAddopts: boolean
  /** The hook that says how many `auto` is, where it is more than a number. */
  readonly decidedByHook?: AutoHook
  /** The command of the repository that starts it, and which tests it names. */
  readonly startedBy?: RepositoryCommand
  readonly selection?: Selection
  /** In what kind of file that stands, where it is none of Python's. */
  readonly kind?: RepositoryVariable['kind']
  /** The commands of jobs that come to just this. */
  readonly inJobs: readonly RepositoryCommand[]
}

export interface RunFacts {
  readonly psutil: boolean
  readonly hook?: AutoHook | undefined
}

/** The plain run, then every other that asks for workers in its own way. */
export function runsOf(
  config: FolderConfig,
  invocations: readonly Invocation[],
  facts: RunFacts,
): readonly Run[] {
  const addopts = addoptsOf(config)
  const plain = runOf({ name: '', when: 'every plain pytest', environment: [], command: [] }, addopts, facts)
  const others = invocations.map(invocation => runOf(invocation, addopts, facts))
  const seen = new Set<string>()
  const asks = others.filter((run, index) => {
    const source = sourceOf(run)
    // Commands of several environments are often one and the same line, inherited.
    if (!run.workers.distributed || seen.has(source)) return false
    seen.add(source)
    return source !== sourceOf(plain) || invocations[index]?.autoWorkers !== undefined
  })
  const same = others.flatMap((run, index) => (isSame(run, plain) ? (invocations[index]?.inJobs ?? []) : []))
  return [{ ...plain, inJobs: same }, ...asks]
}

/** Whether the configuration alone says how many workers there are. */
function isSame(run: Run, plain: Run): boolean {
  const capped = (one: Run) =>
    JSON.stringify([sourceOf(one), one.workers.count, one.options.maxProcesses?.value])
  return run.workers.distributed && run.decidedByHook === undefined && capped(run) === capped(plain)
}

function runOf(invocation: Invocation, addopts: readonly Argument[], facts: RunFacts): Run {
  const own = [...invocation.environment, ...invocation.command]
  const options = readOptions([...(overriddenAddopts(own) ?? addopts), ...own])
  const auto = facts.hook ? facts.hook.processes : invocation.autoWorkers
  const isOpen = facts.hook && facts.hook.processes === undefined && !isNumber(options.workers)
  const workers = countWorkers(options, { psutil: facts.psutil, ...(auto !== undefined && { auto }) })
  return {
    name: invocation.name,
    when: invocation.when,
    options,
    workers,
    askedIn: writtenIn(workers.decidedBy, invocation),
    takesAddopts:
      (invocation.environment.length === 0 || invocation.kind === 'env-file') &&
      writtenIn(options.maxProcesses, invocation) !== 'command',
    inJobs: invocation.inJobs ?? [],
    ...(invocation.startedBy && { startedBy: invocation.startedBy }),
    ...(invocation.selection && { selection: invocation.selection }),
    ...(invocation.kind && { kind: invocation.kind }),
    ...(isOpen && facts.hook && { decidedByHook: facts.hook }),
  }
}

function writtenIn(given: Given<unknown> | undefined, { environment, command }: Invocation): Run['askedIn'] {
  const [argument] = given?.arguments ?? []
  if (argument && command.includes(argument)) return 'command'
  return argument && environment.includes(argument) ? 'environment' : 'configuration'
}

/** Native configuration takes arrays only; pytest refuses a string there. */
function addoptsOf({ winner }: FolderConfig): readonly Argument[] {
  const found = winner && optionOf(winner, 'addopts')
  if (!found || (winner.native && !Array.isArray(found.value))) return []
  return argumentsOf(found) ?? []
}

function isNumber(given: Given<unknown> | undefined): boolean {
  return typeof given?.value === 'number'
}

/** A name of the argument that decides the number of workers. */
function sourceOf(run: Run): string {
  const argument = run.workers.decidedBy?.arguments[0]
  return argument ? JSON.stringify([argument.at.document.path, argument.at.at, argument.start]) : ''
}
