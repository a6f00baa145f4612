import { type Setting, setting } from '../../../src/model/setting.ts'
import { type EditorFolder, effective } from './folders.ts'

/** The workers that the test explorer asks pytest for. */
export interface EditorWorkers {
  /** `auto`, or a number of at least two. */
  readonly asked: Setting<number | 'auto'>
  /** As written: `-n auto` */
  readonly written: string
  /** `--maxprocesses`, where the arguments have it too. */
  readonly cap: number | undefined
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
  const index = words.findLastIndex(word => /^(-n(?!o)|--numprocesses($|=))/.test(word))
  const word = words[index]
  if (word === undefined || /(^| )(-p ?no:xdist|--dist[ =]no)( |$)/.test(words.join(' '))) return undefined
  const glued = word.replace(/^(-n|--numprocesses=?)/, '')
  const value = glued || (words[index + 1] ?? '')
  if (value !== 'auto' && !(/^\d+$/.test(value) && Number(value) > 1)) return undefined
  const cap = /(?:^| )--maxprocesses[ =](\d+)/.exec(words.join(' '))?.[1]
  return {
    asked: setting(value === 'auto' ? value : Number(value), document, [...at, index]),
    written: glued ? word : `${word} ${value}`,
    cap: cap === undefined ? undefined : Number(cap),
    end: setting(undefined, document, [...at, words.length]),
  }
}
