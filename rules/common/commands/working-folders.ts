import type { ShellCommand, ShellScript } from '../../../src/model/shell.ts'
import { withSteps } from '../paths.ts'

/**
 * The folder in which each command of a script runs when the script starts in one: `cd` and `pushd` move those that follow, `popd` somewhere,
 * in a subshell up to its end. Undefined where that cannot be told.
 */
export function workingFolders(
  { commands }: ShellScript,
  text: string,
  from: string | undefined,
): readonly (string | undefined)[] {
  const moves: { readonly to: string | undefined; readonly until: number }[] = []
  return commands.map(command => {
    const folder = moves.findLast(({ until }) => command.start < until)
    const now = folder ? folder.to : from
    if (changesFolder(command)) moves.push({ to: moved(now, command), until: endOfShell(text, command.end) })
    return now
  })
}

/** The folder in which a script that follows in the same shell starts. */
export function folderAfter(script: ShellScript, text: string, from: string | undefined): string | undefined {
  const nothing = { words: [], variables: [], start: text.length, end: text.length }
  const commands = [...script.commands, nothing]
  return workingFolders({ ...script, commands }, text, from).at(-1)
}

function changesFolder({ words }: ShellCommand): boolean {
  return /^(cd|pushd|popd)$/.test(words[0]?.text ?? '')
}

function moved(from: string | undefined, { words }: ShellCommand): string | undefined {
  const [, to, ...others] = words
  if (from === undefined || to?.value === undefined || others.length > 0) return undefined
  return withSteps(from, to.value)
}

/** Where the parenthesis closes that is open at an offset; the end where none is. */
function endOfShell(text: string, offset: number): number {
  let depth = 0
  for (let at = offset; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth < 0) return at
  }
  return Number.POSITIVE_INFINITY
}
