import vscode from '../../rules/vscode/ecosystem.ts'
import type { EditorFolder } from '../../rules/vscode/view/folders.ts'
import { parseJsonc } from '../../src/documents/jsonc.ts'
import type { Document } from '../../src/model/document.ts'
import type { Sources } from '../../src/model/ecosystem.ts'

/** What VS Code makes of a made-up project: texts as they are, anything else as JSON. */
export function foldersOf(
  files: Readonly<Record<string, unknown>>,
  ignored: readonly string[] = [],
): readonly EditorFolder[] {
  return [...vscode.read(sourcesOf(files, ignored), { heavyConstructors: {} })]
}

function sourcesOf(files: Readonly<Record<string, unknown>>, ignored: readonly string[]): Sources {
  const text = (path: string) => {
    const content = files[path]
    return typeof content === 'string' || content === undefined ? content : JSON.stringify(content)
  }
  const documents = new Map<string, Document | undefined>()
  const paths = Object.keys(files).sort()
  return {
    paths,
    matching: pattern => paths.filter(path => pattern.test(path)),
    has: path => paths.includes(path),
    text,
    document(path) {
      const content = text(path)
      if (!documents.has(path))
        documents.set(path, content === undefined ? undefined : parseJsonc(path, content))
      return documents.get(path)
    },
    script: () => ({ commands: [], variables: [] }),
    isIgnored: path => ignored.includes(path),
  }
}
