import type { Sources } from '../../../src/model/ecosystem.ts'
import { setting } from '../../../src/model/setting.ts'
import { pieceOf } from '../../common/commands/pieces.ts'
import { capIn, type HeapCap, MENTIONS } from '../../common/heap/caps.ts'

export const NPMRC = /(^|\/)\.npmrc$/

/** `node-options`, which npm hands to every script as NODE_OPTIONS; with an underscore npm does not know it (11.19). */
export function capsInNpmrc(sources: Sources): readonly HeapCap[] {
  return sources
    .matching(NPMRC)
    .filter(path => MENTIONS.test(sources.text(path) ?? ''))
    .flatMap(path => sources.document(path) ?? [])
    .flatMap(document => {
      const at = ['node-options']
      const value = document.get(at)
      if (typeof value !== 'string') return []
      const piece = pieceOf(setting(value, document, at), { start: 0, end: value.length })
      return capIn(piece, value, { when: 'every npm run', kind: 'npmrc' }) ?? []
    })
}
