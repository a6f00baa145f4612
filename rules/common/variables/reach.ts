import type { RepositoryCommand } from '../commands.ts'
import { isPipeline } from '../machines.ts'
import type { RepositoryVariable } from './places.ts'

/** The variable of several that a command gets: the one that is set nearest to it, as far as its file says. */
export function variableFor(
  command: RepositoryCommand,
  variables: readonly RepositoryVariable[],
): RepositoryVariable | undefined {
  const reaching = variables.filter(variable => reaches(variable, command))
  const nearest = Math.max(...reaching.map(nearness))
  return reaching.findLast(variable => nearness(variable) === nearest)
}

/** Whether a variable is set for a command, as far as the file says in which both stand. */
export function reaches(
  variable: RepositoryVariable,
  { command, written, kind }: RepositoryCommand,
): boolean {
  const { document, at } = variable.written
  if (document.path !== written.document.path) return false
  if (variable.command && !isForSteps(variable))
    return at.join('\0') === written.at.join('\0') && variable.command.start === command.start
  if (isPipeline(kind)) {
    const scope = scopeOf(variable)
    return scope.every((step, index) => step === written.at[index]) && !isLater(variable, written.at)
  }
  if (kind === 'dockerfile') return Number(at[0]) <= Number(written.at[0])
  return at.join('\0') === written.at.join('\0')
}

/** `echo NAME=value >> $GITHUB_ENV` */
function isForSteps({ command, kind }: RepositoryVariable): boolean {
  return kind === 'workflow' && command?.words[0]?.text === 'echo'
}

/** What stands below the place of `env` or `variables`, or in the script that sets it. */
function scopeOf(variable: RepositoryVariable): readonly (string | number)[] {
  const { at } = variable.written
  if (isForSteps(variable)) return at.slice(0, 3)
  const index = at.findLastIndex(step => step === 'env' || step === 'variables')
  return index === -1 ? at : at.slice(0, index)
}

/** A step is told only by the steps before it. */
function isLater(variable: RepositoryVariable, at: readonly (string | number)[]): boolean {
  return isForSteps(variable) && Number(variable.written.at[3]) >= Number(at[3])
}

function nearness(variable: RepositoryVariable): number {
  if (isForSteps(variable)) return 3
  return variable.command ? Number.POSITIVE_INFINITY : scopeOf(variable).length
}
