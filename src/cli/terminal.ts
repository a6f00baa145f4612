import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { codeOf } from '../project/paths.ts'
import { type Decoded, decode } from '../project/read.ts'
import { UsageError } from '../session/usage-error.ts'
import { writeFile } from './write-file.ts'

/** What the command line may do to the outside; the tests give it another one. */
export interface Terminal {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether standard output is a terminal. */
  readonly interactive: boolean
  /** How wide the terminal is that standard error is; undefined where it is none. */
  readonly errColumns: number | undefined
  out(text: string): void
  err(text: string): void
  readStdin(): string
  writeFile(path: string, text: string): void
  /** The line that somebody answers a question with, empty where they end the input; undefined where nobody is there. */
  ask(question: string): Promise<string | undefined>
}

export function realTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    get interactive() {
      return isDevice(1) && process.stdout.isTTY === true
    },
    get errColumns() {
      return isDevice(2) && process.stderr.isTTY === true
        ? process.stderr.columns || USUAL_COLUMNS
        : undefined
    },
    out: text => writeAll(1, text),
    err: text => writeAll(2, text),
    readStdin,
    writeFile: (path, text) => writeFile(path, text, writeAll),
    ask: question =>
      isDevice(1) && process.stdin.isTTY === true ? ask(question) : Promise.resolve(undefined),
  }
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline')
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  return new Promise(resolve => {
    // Ctrl-C and Ctrl-D close it, and are no yes.
    lines.on('close', () => resolve(''))
    lines.question(question, answer => {
      resolve(answer)
      lines.close()
    })
  })
}

/** Of a terminal that does not know how wide it is. */
const USUAL_COLUMNS = 80

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
function isDevice(descriptor: 1 | 2): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
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
function writeAll(descriptor: number, text: string): void {
  try {
    writeFileSync(descriptor, text)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EAGAIN') writeToTerminal(descriptor, text)
    // Where standard error cannot be written, nobody is left to be told.
    else if (code !== 'EPIPE' && descriptor !== 2)
      throw new UsageError(`standard output cannot be written (${code}): the report is not whole`)
  }
}

/** A terminal in non-blocking mode answers EAGAIN: the device itself blocks. */
function writeToTerminal(descriptor: number, text: string): void {
  const device = openSync(`/dev/fd/${descriptor}`, 'w')
  try {
    writeFileSync(device, text)
  } finally {
    closeSync(device)
  }
}
