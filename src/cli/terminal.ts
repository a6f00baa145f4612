import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { codeOf } from '../project/paths.ts'
import { type Decoded, decode } from '../project/read.ts'
import { UsageError } from '../session/usage-error.ts'

/** What the command line may do to the outside; the tests give it another one. */
export interface Terminal {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether standard output is a terminal. */
  readonly interactive: boolean
  out(text: string): void
  err(text: string): void
  readStdin(): string
  writeFile(path: string, text: string): void
}

export function realTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    get interactive() {
      return isTerminal()
    },
    out: text => writeAll(1, text),
    err: text => writeAll(2, text),
    readStdin,
    writeFile: (path, text) => writeFileSync(path, text),
  }
}

/** Throws UsageError for what is no text: decoded with replacements it could not be given back byte for byte. */
function readStdin(): string {
  const read = textOfStdin()
  if (read.kind === 'text') return read.text
  const { line, column, message } = read.error
  throw new UsageError(`standard input:${line}:${column}: ${message}`)
}

function textOfStdin(): Decoded {
  try {
    return decode(readFileSync(0))
  } catch (error) {
    throw new UsageError(`standard input cannot be read (${codeOf(error)})`)
  }
}

/** Asking process.stdout loads all of Node's streams: it is asked only where the answer can be yes. */
function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice() && process.stdout.isTTY === true
  } catch {
    return false
  }
}

/** `--color` and `--no-color` decide, then NO_COLOR and FORCE_COLOR, then whether anybody looks at a terminal. */
export function usesColor(flag: boolean | undefined, terminal: Terminal): boolean {
  if (flag !== undefined) return flag
  if (terminal.env.NO_COLOR) return false
  const forced = terminal.env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return terminal.interactive && terminal.env.TERM !== 'dumb'
}

/** Synchronous, so that a report is whole when the process ends; a closed pipe (`| head`) is no error. */
function writeAll(descriptor: 1 | 2, text: string): void {
  try {
    writeFileSync(descriptor, text)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EAGAIN') writeToTerminal(descriptor, text)
    // Where standard error cannot be written, nobody is left to be told.
    else if (code !== 'EPIPE' && descriptor === 1)
      throw new UsageError(`standard output cannot be written (${code}): the report is not whole`)
  }
}

/** A terminal in non-blocking mode answers EAGAIN: the device itself blocks. */
function writeToTerminal(descriptor: 1 | 2, text: string): void {
  const device = openSync(`/dev/fd/${descriptor}`, 'w')
  try {
    writeFileSync(device, text)
  } finally {
    closeSync(device)
  }
}
