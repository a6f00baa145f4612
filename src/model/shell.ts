import type { Span } from './document.ts'

/** A word of a command. Offsets are those of the script it is part of. */
export interface ShellWord extends Span {
  /** As written. */
  readonly text: string
  /** What the shell makes of it; undefined where that depends on variables or other commands. */
  readonly value: string | undefined
  /** Written without quotes, escapes and expansions, so that it can be edited as it stands. */
  readonly plain: boolean
}

/** `A=1 make -j 4`: one simple command, wherever in a script it stands. */
export interface ShellCommand extends Span {
  /** The command's name first. */
  readonly words: readonly ShellWord[]
  /** Variables that are set for it alone. */
  readonly variables: readonly ShellVariable[]
}

/** `NAME=value`; the value is undefined where the shell works it out. */
export interface ShellVariable extends Span {
  readonly name: string
  readonly value: string | undefined
}

/** What a script says: its commands in order, and the variables that it sets for what follows. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[]
  /** `export A=1` and `A=1` on its own. */
  readonly variables: readonly ShellVariable[]
}

/** Reads a script. What does not parse has no commands. */
export type ReadShell = (script: string) => ShellScript
