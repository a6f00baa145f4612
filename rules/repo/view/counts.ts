import type { Document } from '../../../src/model/document.ts'
import { type FileOp, set, splice } from '../../../src/model/fix.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Place, Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'
import type { Arguments, Option } from '../../common/commands/arguments.ts'
import { rewritePiece } from '../../common/commands/pieces.ts'
import type { OuterCall, OuterCount } from './outer-tool.ts'

/** `10`, `50%`; undefined for anything else. */
export function countOf(value: Value | undefined, cpus: 'logical' | 'quota' = 'logical'): Count | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const [, number = '', percent] = /^(\d{1,6})(%?)$/.exec(String(value).trim()) ?? []
  if (Number(number) < 1) return undefined
  return percent
    ? { kind: 'per-cpu', cpus, times: Number(number) / 100 }
    : { kind: 'fixed', processes: Number(number) }
}

/** The option that says how many; the last one wins. */
export function optionOf({ options }: Arguments, name: RegExp): Option | undefined {
  return options.findLast(option => name.test(option.name))
}

/** A number as an option of the command. */
export function countInCommand(
  { command }: OuterCall,
  option: Option,
  value: Count,
): OuterCount & { replace(text: string): FileOp } {
  const written = command.pieceAt({ start: option.first.start, end: option.last.end })
  const { text } = written.piece
  const words = (tasks: number) => text.replace(/[^=\s]{0,12}$/, String(tasks))
  return {
    set: written,
    value,
    words: text,
    isDefault: false,
    place: placeOf(written, text, option.first.start),
    title: words,
    write: tasks => rewritePiece(written, words(tasks)),
    replace: text => rewritePiece(written, text),
  }
}

/** What the tool does where nobody says: a number is written as an option, as one in its file would slow down all it runs. */
export function countUnsaid(
  { command, arguments: { program, last } }: OuterCall,
  value: Count,
  words: string,
  flag: { readonly name: string; readonly behind: 'program' | 'all' },
): OuterCount {
  const word = flag.behind === 'all' ? last : program
  const written = command.pieceAt(word)
  return {
    set: command.written,
    value,
    words,
    isDefault: true,
    place: placeOf(written, words, word.start),
    title: tasks => flag.name + tasks,
    write: tasks => rewritePiece(written, `${written.piece.text} ${flag.name}${tasks}`),
  }
}

/** A number of the tool's own file; it stays what it is, a number or a string. */
export function countInFile(document: Document, at: Place, value: Count): OuterCount {
  const written = document.get(at)
  const to = setting(written, document, at)
  const key = String(at.at(-1))
  const isNpmrc = document.format === 'npmrc'
  const isText = typeof written === 'string' && !isNpmrc
  const shown = (tasks: unknown) => `${key}${isNpmrc ? '=' : ': '}${isText ? `"${tasks}"` : tasks}`
  return {
    set: to,
    value,
    words: shown(written),
    isDefault: false,
    place: placeOf(to, key, 0),
    title: shown,
    write: tasks =>
      isNpmrc ? splice(to, String(written), String(tasks)) : set(to, isText ? String(tasks) : tasks),
  }
}

function placeOf({ document, at }: Setting<unknown>, words: string, offset: number): string {
  return JSON.stringify([document.path, at, words, offset])
}
