import type { ShellCommand, ShellVariable, ShellWord } from '../../../src/model/shell.ts'
import type { RepositoryScript } from '../commands.ts'
import type { RepositoryVariable } from './places.ts'

/** What a script sets: before a command, for all that follow, through `env` and `cross-env`, or for the steps after it. */
export function variablesOfScript({
  script,
  pieceAt,
  when,
  folder,
  kind,
  runs,
  written,
}: RepositoryScript): readonly RepositoryVariable[] {
  const where = { when, folder, kind, ...(runs && { runs }) }
  return [
    ...script.variables.flatMap(variable => assignment(variable)),
    ...script.commands.flatMap(command =>
      [
        ...command.variables.flatMap(variable => assignment(variable)),
        ...asWords(command, written.value).flatMap(word => given(word)),
      ].map(variable => ({ ...variable, command })),
    ),
  ]

  function assignment({ name, value, start, end }: ShellVariable): RepositoryVariable[] {
    if (value === undefined) return []
    return [{ ...where, name, value, written: pieceAt({ start: start + name.length + 1, end }) }]
  }

  /** `NAME=value`, quoted from the value on or from the start on. */
  function given({ value = '', text, start, end }: ShellWord): RepositoryVariable[] {
    const name = value.slice(0, value.indexOf('='))
    const from = start + text.indexOf('=') + 1
    return [{ ...where, name, value: value.slice(name.length + 1), written: pieceAt({ start: from, end }) }]
  }
}

/** The words of a command that set variables. */
function asWords({ words, end }: ShellCommand, script: string): readonly ShellWord[] {
  const name = words[0]?.value ?? ''
  if (!SETTERS.test(name)) {
    // `echo NAME=value >> $GITHUB_ENV` sets it for the steps that follow.
    const toSteps = name === 'echo' && /^\s*>>\s*"?\$\{?GITHUB_ENV\b/.test(script.slice(end))
    return toSteps ? words.slice(1, 2).filter(isAssignment) : []
  }
  const others = words.findIndex((word, index) => index > 0 && !isAssignment(word) && !isSetter(word))
  return words.slice(1, others === -1 ? undefined : others).filter(isAssignment)
}

function isSetter({ value = '' }: ShellWord): boolean {
  return SETTERS.test(value) || value.startsWith('-')
}

const SETTERS = /^(?:.*\/)?(env|sudo|npx|cross-env|cross-env-shell|set|dotenv)$/

function isAssignment({ value = '' }: ShellWord): boolean {
  return /^[A-Za-z_]\w*=/.test(value)
}
