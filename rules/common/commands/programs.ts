import type { ShellCommand, ShellWord } from '../../../src/model/shell.ts'

/** A program that a command starts: its own word, and the words that it is given. */
export interface StartedProgram {
  readonly name: ShellWord
  readonly arguments: readonly ShellWord[]
}

/**
 * The program of a name, at the head of a command or behind what only starts another: `sudo`, `cross-env A=1`. `around`
 * matches what else starts it.
 */
export function startedBy(
  { words }: Pick<ShellCommand, 'words'>,
  name: RegExp,
  around = /(?!)/,
): StartedProgram | undefined {
  for (const [index, word] of words.entries()) {
    const value = word.value ?? word.text
    if (name.test(value)) return { name: word, arguments: words.slice(index + 1) }
    if (!startsOthers(value) && !around.test(value)) return undefined
  }
  return undefined
}

function startsOthers(word: string): boolean {
  return STARTERS.test(word) || /^(-|\d+$|[A-Za-z_]\w*=)/.test(word)
}

const STARTERS =
  /^(?:.*\/)?(sudo|env|cross-env|cross-env-shell|npx|time|nice|ionice|nohup|exec|command|eatmydata|fakeroot|emmake|emcmake|bear|scan-build|intercept-build|dotenv)$/
