import { setting } from '../../../src/model/setting.ts'
import { pieceOf } from '../commands/pieces.ts'
import { folderOf, nameOf } from '../commands/places.ts'
import type { RepositoryVariable, VariableFile } from './places.ts'

/** `NAME=value` of `.env`, `.env.local` and the like. */
export const envFileLines: VariableFile = {
  path: /(^|\/)\.env(\.[\w-]+)*$/,
  format: 'lines',
  variablesIn(document) {
    const lines = document.get([])
    const where = {
      when: `what reads ${nameOf(document.path)}`,
      folder: folderOf(document.path),
      kind: 'env-file',
    } as const
    return (Array.isArray(lines) ? lines : []).flatMap((line, index): RepositoryVariable[] => {
      const [head = '', name = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*/.exec(String(line)) ?? []
      const written = valueIn(String(line).slice(head.length))
      if (name === '' || written === undefined) return []
      const value = written.replace(/^(["'])(.*)\1$/, '$2')
      const span = { start: head.length, end: head.length + written.length }
      return [{ ...where, name, value, written: pieceOf(setting(String(line), document, [index]), span) }]
    })
  },
}

/** In quotes or not, with nothing but a comment behind it. */
function valueIn(rest: string): string | undefined {
  const [unquoted = ''] = rest.split('#')
  const written = /^("[^"]*"|'[^']*')/.exec(rest)?.[0] ?? (/^["']/.test(rest) ? '' : unquoted.trimEnd())
  const behind = rest.slice(written.length)
  const isAll = behind.trim() === '' || /^\s+#/.test(behind)
  return written !== '' && isAll ? written : undefined
}
