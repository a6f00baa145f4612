import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'

/** Lines of a file that a backslash at the end makes one. */
export interface JoinedLine {
  readonly text: string
  /** The line in the file on which an offset of the text lies. */
  lineAt(offset: number): Setting<string>
}

/** The lines of a document of format `lines`, joined where one goes on in the next. */
export function joinedLines(document: Document): readonly JoinedLine[] {
  const lines = document.get([])
  const joined: JoinedLine[] = []
  let parts: Setting<string>[] = []
  for (const [index, text] of (Array.isArray(lines) ? lines : []).entries()) {
    parts.push(setting(String(text), document, [index]))
    if (String(text).endsWith('\\')) continue
    joined.push(join(parts))
    parts = []
  }
  return parts.length > 0 ? [...joined, join(parts)] : joined
}

function join(parts: readonly Setting<string>[]): JoinedLine {
  return {
    text: parts.map(part => part.value).join('\n'),
    lineAt(offset) {
      let end = -1
      const line = parts.find(part => {
        end += part.value.length + 1
        return offset <= end
      })
      return line ?? parts[parts.length - 1] ?? parts[0] ?? missing()
    },
  }
}

function missing(): never {
  throw new Error('a joined line has at least one line')
}
