import { CONFIG_FILES } from '../../rules/pytest/view/config/files.ts'
import { loadReaders } from '../../src/documents/index.ts'
import type { Document } from '../../src/model/document.ts'
import { ParseError } from '../../src/model/document.ts'
import type { Sources } from '../../src/model/ecosystem.ts'

const read = await loadReaders(['ini', 'toml', 'lines'])

/** Files of a made-up project, by path. Python files are there by their text only. */
export function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const paths = Object.keys(files).sort()
  const documents = new Map<string, Document | undefined>()
  return {
    paths,
    matching: pattern => paths.filter(path => pattern.test(path)),
    has: path => paths.includes(path),
    text: path => files[path],
    document(path) {
      if (!documents.has(path)) documents.set(path, parse(path, files[path]))
      return documents.get(path)
    },
    script: () => ({ commands: [], variables: [] }),
    isIgnored: () => false,
  }
}

function parse(path: string, text: string | undefined): Document | undefined {
  const format = CONFIG_FILES.find(owned => owned.path.test(path))?.format
  if (text === undefined || format === undefined) return undefined
  try {
    return read(path, format, text)
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}
