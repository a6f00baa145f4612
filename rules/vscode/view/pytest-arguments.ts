import { type FileOp, insert, set, splice } from '../../../src/model/fix.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { type EditorFolder, effective } from './folders.ts'

/** The workers that the test explorer asks pytest for. */
export interface EditorWorkers {
  /** `auto`, or a number of at least two. */
  readonly asked: Setting<number | 'auto'>
  /** As written: `-n auto` */
  readonly written: string
  /** `--maxprocesses`, where the arguments have it too; `part` is the number where it stands in a longer string. */
  readonly cap: Setting<number> | undefined
  /** `--dist each`: every worker runs every test. */
  readonly each: boolean
  /** Where one more argument would go. */
  readonly end: Setting<undefined>
}

/**
 * Reads `-n N`, `-nN`, `--numprocesses N` and `--numprocesses=N`; the last one counts. Undefined where there are none,
 * or where something else may decide: `-p no:xdist`, `--dist no`, a value that is no number.
 */
export function editorWorkers(view: Pick<EditorFolder, 'locations'>): EditorWorkers | undefined {
  const entry = effective(view, 'python.testing.pytestArgs')
  const list = entry?.setting.value
  if (!entry || !Array.isArray(list)) return undefined
  const { document, at } = entry.setting
  const words = list.map(word => (typeof word === 'string' ? word : ''))
  const line = words.join(' ')
  const asked = lastOption(words, /^(-n(?!o)|--numprocesses(?:=|$))/)
  if (!asked || /(^| )(-p ?no:xdist|--dist[ =]no)( |$)/.test(line)) return undefined
  const { value } = asked
  if (value !== 'auto' && !(/^\d+$/.test(value) && Number(value) > 1)) return undefined
  const cap = lastOption(words, /^(--maxprocesses(?:=|$))/)
  return {
    asked: setting(value === 'auto' ? value : Number(value), document, [...at, asked.option]),
    written: asked.written,
    cap:
      cap && /^\d+$/.test(cap.value)
        ? {
            ...setting(Number(cap.value), document, [...at, cap.element]),
            ...(cap.element === cap.option && { part: cap.value }),
          }
        : undefined,
    each: /(^| )--dist[ =]each( |$)/.test(line),
    end: setting(undefined, document, [...at, words.length]),
  }
}

/** Lowers the `--maxprocesses` that is there, else adds one. */
export function capEditorWorkers({ cap, end }: EditorWorkers, atMost: number): FileOp {
  if (!cap) return insert(end, `--maxprocesses=${atMost}`)
  return cap.part === undefined ? set(cap, String(atMost)) : splice(cap, cap.part, String(atMost))
}

interface Option {
  /** The element that holds the option, and the one that holds its value: the same, or the next. */
  readonly option: number
  readonly element: number
  readonly value: string
  /** `-n auto`, `-n4` */
  readonly written: string
}

function lastOption(words: readonly string[], name: RegExp): Option | undefined {
  const option = words.findLastIndex(word => name.test(word))
  const word = words[option]
  if (word === undefined) return undefined
  const glued = word.replace(name, '')
  if (glued) return { option, element: option, value: glued, written: word }
  const value = words[option + 1] ?? ''
  return { option, element: option + 1, value, written: `${word} ${value}` }
}
