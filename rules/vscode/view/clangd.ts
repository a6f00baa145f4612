import { type Setting, setting } from '../../../src/model/setting.ts'
import { type EditorFolder, effective } from './folders.ts'

/** The arguments of clangd that decide how much memory it takes. */
export interface ClangdArguments {
  /** The number of workers that `-j` asks for. */
  readonly workers?: Setting<number>
  /** `--pch-storage=memory` */
  readonly preambles?: Setting<string>
}

/** One element may hold an option with its value, or the next element does: `-j=8`, `--j=8`, `-j 8`. `-j8` is refused. */
export function clangdArguments(view: Pick<EditorFolder, 'locations'>): ClangdArguments {
  const entry = effective(view, 'clangd.arguments')
  const list = entry?.setting.value
  if (!entry || !Array.isArray(list)) return {}
  const { document, at } = entry.setting
  let found: ClangdArguments = {}
  for (const [index, word] of list.entries()) {
    if (typeof word !== 'string') continue
    const [option, value = list[index + 1]] = word.replace(/^--/, '-').split('=')
    if (option === '-j' && /^\d+$/.test(String(value)))
      found = { ...found, workers: setting(Number(value), document, [...at, index]) }
    if (option === '-pch-storage' && value === 'memory')
      found = { ...found, preambles: setting(word, document, [...at, index]) }
  }
  return found
}
