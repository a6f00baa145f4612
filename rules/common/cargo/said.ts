import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import type { NumberInJob, Workload } from '../../../src/model/workload.ts'
import type { PlacedScript } from '../commands/places.ts'
import { callingFiles } from '../commands.ts'
import { PLAIN_DOUBTS } from '../fixed-count.ts'
import { isPipeline } from '../machines.ts'
import { inJob } from '../pipelines/in-job.ts'
import { inJobsOf } from '../pipelines/in-jobs.ts'
import { reaches, variableFor } from '../variables/reach.ts'
import { type RepositoryVariable, variableFiles, variablesIn } from '../variables.ts'
import { CALLS_CARGO, type CargoCommand, cargoCommands, SAYS_HOW_MANY } from './commands.ts'
import { fixSaid } from './over-said.ts'
import { type CountNames, countInVariable, countInWords, type SaidCount, saysCount } from './said-count.ts'

/** What commands and variables can say a number for. */
export interface Countable {
  readonly names: CountNames
  /** The variable that says the same. */
  readonly variable: string
  /** The words in which a command says it; undefined where it starts nothing of the kind. */
  wordsOf(command: CargoCommand): readonly ShellWord[] | undefined
  /** Whether it may start something of the kind all the same, as programs beside cargo do. */
  mayStart(command: CargoCommand): boolean
}

/** A number for one command, or for all that get a variable; a variable may reach programs that nobody sees, too. */
export interface Said extends SaidCount {
  /** What starts them, in words: `job test of ci.yml`. */
  readonly when: string
  readonly kind: RepositoryVariable['kind']
  /** Of a job in which it is said. */
  readonly runs?: PlacedScript['runs']
  /** Where cargo looks for its manifest; undefined where nobody can tell. */
  readonly works: string | undefined
  /** The one that says it, or those that are known to get the variable. */
  readonly commands: readonly CargoCommand[]
  readonly isFlag: boolean
}

/** Worth reading: a command or a variable that says a number of one of the kinds. */
function saysAny(...kinds: readonly Countable[]): RegExp {
  return new RegExp(`\\b(?:${kinds.map(({ variable }) => variable).join('|')})\\b|${SAYS_HOW_MANY.source}`)
}

/** The files in which it may stand, and those that call what says it. */
export function filesThatSay(...kinds: readonly Countable[]): readonly Owned[] {
  return [...variableFiles(saysAny(...kinds)), ...callingFiles(saysAny(...kinds))]
}

/** Every number of the kind that counts: a flag wins over a variable, and what is set nearest over the others. */
export function saidIn(sources: Sources, countable: Countable): readonly Said[] {
  // A script that says nothing matters where it may get a variable.
  const flagged = cargoCommands(sources, SAYS_HOW_MANY, text => SAYS_HOW_MANY.test(text))
  const variable = new RegExp(`\\b${countable.variable}\\b`)
  const others = cargoCommands(sources, variable, text => CALLS_CARGO.test(text) && !SAYS_HOW_MANY.test(text))
  const commands = [...flagged, ...others]
  const variables = namedVariables(sources, countable)
  return [
    ...commands.flatMap((command): Said[] => {
      const words = countable.wordsOf(command)
      const said = words && countInWords(command, words, countable.names)
      const { when, kind, works, runs } = command
      const place = { when, kind, works, runs }
      return said ? [{ ...said, ...place, commands: [command], isFlag: true }] : []
    }),
    ...variables.flatMap((variable): Said[] => {
      const reached = commands.filter(command => reaches(variable, command))
      const heard = reached.filter(command => hears(command, variable, variables, countable))
      const said = countInVariable(variable, countable.names)
      if (!said || (reached.length > 0 && heard.length === 0)) return []
      const { when, kind, folder, runs } = variable
      const [first] = heard
      const place = { when, kind, works: first ? first.works : folder, runs }
      return [{ ...said, ...place, commands: heard, isFlag: false }]
    }),
  ]
}

/** Whether every command in a pipeline that starts something of the kind says how much, be that what it may. */
export function isSaidInPipelines(sources: Sources, countable: Countable): boolean {
  const variables = namedVariables(sources, countable)
  let isAny = false
  for (const command of cargoCommands(sources, CALLS_CARGO)) {
    if (!isPipeline(command.kind) || countable.wordsOf(command) === undefined) continue
    if (!saysItself(command, countable) && !variableFor(command, variables)) return false
    isAny = true
  }
  return isAny
}

/** What is started where a number is said, beside what is started where none is. Pipelines run on machines of their own. */
export function saidWorkload(said: Said, usual: Workload): Workload {
  const { when, words, fixed, count, commands, isFlag } = said
  const [command] = isFlag ? commands : []
  return {
    ...usual,
    // What stands in a job twice is one workload.
    id: `${usual.id} ${when}: ${command?.written.part ?? words}`,
    title: `${usual.title} (${when})`,
    when,
    count: { ...fixed.set, value: count },
    ...inJob(said, numberOf(said)),
  }
}

/** With the same in the jobs that call the script or the recipe in which a command says it. */
export function withJobs({ said, workload }: { said: Said; workload: Workload }): readonly Workload[] {
  const [command] = said.isFlag ? said.commands : []
  return command ? [workload, ...inJobsOf(workload, command.callers(), numberOf(said))] : [workload]
}

/** Cargo's own rules have more to say of a number that is theirs. */
function numberOf(said: Said): NumberInJob {
  return {
    words: said.isFlag ? `cargo ${said.words}` : said.words,
    fix: (sizing, context) => fixSaid(said, sizing, context, PLAIN_DOUBTS),
  }
}

function namedVariables(sources: Sources, { variable }: Countable): readonly RepositoryVariable[] {
  return variablesIn(sources, new RegExp(`\\b${variable}\\b`)).filter(({ name }) => name === variable)
}

function hears(
  command: CargoCommand,
  variable: RepositoryVariable,
  variables: readonly RepositoryVariable[],
  countable: Countable,
): boolean {
  if (countable.wordsOf(command) === undefined && !countable.mayStart(command)) return false
  return !saysItself(command, countable) && variableFor(command, variables) === variable
}

/** With a flag, or with `--config build.jobs=4`, which wins over the environment, too. */
function saysItself(command: CargoCommand, { names, wordsOf }: Countable): boolean {
  return (
    saysCount(wordsOf(command) ?? [], names) ||
    command.command.words.some(({ text }) => /^--config(=|$)/.test(text))
  )
}
