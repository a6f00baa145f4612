import type { FileOp } from '../../../../src/model/fix.ts'
import { append, insert, set, splice } from '../../../../src/model/fix.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Argument } from '../config/arguments.ts'
import { isOneString, textOf } from '../config/arguments.ts'
import type { Given, PytestOptions } from '../config/options.ts'

/**
 * The operation that makes `--maxprocesses=atMost` hold for the workers that `-n` asks for: lowers the cap that
 * is there, else adds one beside `-n`. Undefined where nothing can be written. `--tx` cannot be capped.
 */
export function capWorkers(options: PytestOptions, atMost: number): FileOp | undefined {
  if (!options.workers) return undefined
  if (options.maxProcesses)
    return (
      lowerCap(options.maxProcesses, atMost) ?? addBeside(options.maxProcesses, `--maxprocesses=${atMost}`)
    )
  return addBeside(options.workers, `--maxprocesses=${atMost}`)
}

/**
 * Adds an option where another one is given: at the end, where it wins over any other; in the middle of a longer
 * string right after that option.
 */
export function addBeside(beside: Given<unknown>, text: string): FileOp | undefined {
  const argument = beside.arguments.at(-1)
  if (!argument) return undefined
  const { setting: place, shape } = argument.source
  if (shape === 'closed') return undefined
  if (shape === 'string') return append(place, ` ${text}`)
  if (shape === 'embedded') return replaceIn(beside.arguments, `${textOf(beside.arguments)} ${text}`)
  const length = Array.isArray(place.value) ? place.value.length : 0
  return insert(setting(undefined, place.document, [...place.at, length]), text)
}

function lowerCap(cap: Given<number>, atMost: number): FileOp | undefined {
  const argument = cap.arguments.at(-1)
  if (!argument || argument.source.shape === 'closed') return undefined
  const text = cap.arguments.length === 1 ? `--maxprocesses=${atMost}` : String(atMost)
  if (argument.source.shape === 'array') return set(argument.at, text)
  return replaceIn(cap.arguments, `--maxprocesses=${atMost}`)
}

/** Replaces neighbouring arguments of one string. Undefined where their text occurs twice. */
function replaceIn(parts: readonly Argument[], text: string): FileOp | undefined {
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last || !isOneString(parts)) return undefined
  const { value } = first.at
  let { start, end } = { start: first.start, end: last.end }
  // What is repeated elsewhere in the string is told apart by what stands around it on its line.
  for (let wider = 0; occurrences(value, value.slice(start, end)) > 1; wider += 1) {
    if (wider === MOST_CONTEXT) return undefined
    if (start > 0 && value.charAt(start - 1) !== '\n') start -= 1
    else if (end < value.length && value.charAt(end) !== '\n') end += 1
    else return undefined
  }
  const [before, after] = [value.slice(start, first.start), value.slice(last.end, end)]
  return splice(first.at, value.slice(start, end), `${before}${text}${after}`)
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1
}

/** In characters; more of it would make no readable edit, and take long on a line that repeats itself. */
const MOST_CONTEXT = 200
