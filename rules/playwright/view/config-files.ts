import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { isTable } from '../../../src/model/value.ts'
import { callingFiles, commandFiles } from '../../common/commands.ts'
import { manifestsAndLocks } from '../../common/npm/locks.ts'
import { FLAGS } from './commands.ts'

/** `playwright.config.ts`, `playwright-ct.config.ts`, and what is given to `--config` by names like `playwright.ci.config.ts`. */
const CODE = /(^|\/)playwright([.-]\w+)?\.config(\.(?!spec\b|test\b)\w+)?\.[cm]?[jt]s$/
const MAIN = /(^|\/)playwright\.config\.[cm]?[jt]s$/

export const CONFIG_FILES: readonly Owned[] = [
  { path: CODE, format: 'javascript' },
  ...manifestsAndLocks(/"@playwright\/test"/),
  ...commandFiles(FLAGS),
  ...callingFiles(FLAGS),
]

/** Every configuration that can be read as one. */
export function configFiles(sources: Sources): readonly Document[] {
  return sources.matching(CODE).flatMap(path => {
    const document = sources.document(path)
    return document && isTable(document.get([])) ? [document] : []
  })
}

/** Whether it is read without `--config`. */
export function isMain(path: string): boolean {
  return MAIN.test(path)
}
