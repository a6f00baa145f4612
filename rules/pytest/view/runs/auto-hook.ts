import type { Document } from '../../../../src/model/document.ts'
import type { Owned, Sources } from '../../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../../src/model/python.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'

const HOOK = 'pytest_xdist_auto_num_workers'

/** conftest.py files that say what `-n auto` means are worth parsing. */
export const HOOK_FILES: readonly Owned[] = [
  { path: /(^|\/)conftest\.py$/, format: 'python', mentions: new RegExp(`def ${HOOK}\\b`) },
]

/** A hook in a conftest.py that decides what `-n auto` and `-n logical` mean. */
export interface AutoHook {
  readonly at: Setting<string>
  /** The number it returns, when it is that simple. */
  readonly processes?: number
}

/** The hook of a root; undefined when there is none. Deeper ones than the first found are rare and not told apart. */
export function findAutoHook(sources: Sources): AutoHook | undefined {
  for (const path of sources.matching(/(^|\/)conftest\.py$/)) {
    if (!sources.text(path)?.includes(HOOK)) continue
    const document = sources.document(path)
    const hook = document && isPython(document) ? hookIn(document) : undefined
    if (hook) return hook
  }
  return undefined
}

function hookIn(document: PythonDocument): AutoHook | undefined {
  const found = document.module.functions.find(each => each.name === HOOK && !each.within.function)
  if (!found) return undefined
  const at = setting(HOOK, document, found.at)
  const [result] = found.results
  const isNumber = found.results.length === 1 && result !== undefined && /^\d+$/.test(result)
  return isNumber ? { at, processes: Number(result) } : { at }
}

function isPython(document: Document): document is PythonDocument {
  return document.format === 'python'
}
