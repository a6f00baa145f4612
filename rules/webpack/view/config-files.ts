import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { manifestsAndLocks } from '../../common/npm/locks.ts'

/** `webpack.config.ts`, `webpack.config.babel.js`, and what is merged or chosen by names like `webpack.prod.js`. */
const CODE = /(^|\/)webpack(\.(?!(?:spec|test|d)\.)[\w-]+){1,3}\.[cm]?[jt]s$/
const MENTIONS = /\bminimizer\b|\bthread-loader\b/

export const CONFIG_FILES: readonly Owned[] = [
  { path: CODE, format: 'javascript', mentions: MENTIONS },
  ...manifestsAndLocks(/"(webpack|(terser|minimizer|css-minimizer)-webpack-plugin|thread-loader)"/),
]

export function configFiles(sources: Sources): readonly Document[] {
  return sources
    .matching(CODE)
    .filter(path => MENTIONS.test(sources.text(path) ?? ''))
    .flatMap(path => sources.document(path) ?? [])
}
