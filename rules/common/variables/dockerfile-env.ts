import { joinedLines } from '../commands/joined-lines.ts'
import { pieceOfScript } from '../commands/pieces.ts'
import { folderOf, nameOf } from '../commands/places.ts'
import type { RepositoryVariable, VariableFile } from './places.ts'

/** `ENV NAME=value …`, which is quoted as in a shell, and the old `ENV NAME value`. */
export const dockerfileEnv: VariableFile = {
  path: /(^|\/)(Dockerfile|Containerfile)(\.[\w.-]+)?$|\.Dockerfile$/,
  format: 'lines',
  variablesIn(document, read) {
    const where = {
      when: `the image of ${nameOf(document.path)}`,
      folder: folderOf(document.path),
      kind: 'dockerfile',
    } as const
    return joinedLines(document).flatMap(({ text, lineAt }) => {
      const [head] = /^\s*ENV\s+/i.exec(text) ?? []
      if (head === undefined) return []
      const line = { ...where, written: { ...lineAt(0), value: text }, lineAt }
      const piece = (start: number, end: number) => pieceOfScript(line, { start, end })
      const [before = '', old = ''] = /^\s*ENV\s+(\w+)\s+/i.exec(text) ?? []
      const value = text.slice(before.length).trimEnd()
      if (old !== '' && value !== '')
        return [{ ...where, name: old, value, written: piece(before.length, before.length + value.length) }]
      const script = read(' '.repeat(head.length) + text.slice(head.length))
      return script.variables.flatMap(({ name, value: known, start, end }): RepositoryVariable[] => {
        const written = piece(start + name.length + 1, end)
        const value = known ?? withoutCommandsRun(written.piece.text)
        return value === undefined ? [] : [{ ...where, name, value, written }]
      })
    })
  },
}

/** No shell reads the line: `$(nproc)` stays what it is. Variables are replaced, and nobody knows by what. */
function withoutCommandsRun(written: string): string | undefined {
  return /\$[{\w]/.test(written) ? undefined : written.replace(/^(["'])(.*)\1$/, '$2')
}
