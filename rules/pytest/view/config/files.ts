import type { Owned } from '../../../../src/model/ecosystem.ts'
import { DEPENDENCY_FILES } from '../installed/installed.ts'

/** The files, other than Python, that say how pytest is started and what is installed. */
export const CONFIG_FILES: readonly Owned[] = [
  { path: /(^|\/)pytest\.toml$/, format: 'toml' },
  { path: /(^|\/)\.pytest\.toml$/, format: 'toml' },
  { path: /(^|\/)pytest\.ini$/, format: 'ini' },
  { path: /(^|\/)\.pytest\.ini$/, format: 'ini' },
  ...DEPENDENCY_FILES,
]
