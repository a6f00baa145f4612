import { configOf } from '../../rules/pytest/view/config/config-files.ts'
import { CONFIG_FILES } from '../../rules/pytest/view/config/files.ts'
import { readInstalled } from '../../rules/pytest/view/installed/installed.ts'
import type { Invocation } from '../../rules/pytest/view/runs/invocation.ts'
import { invocationsOutside } from '../../rules/pytest/view/runs/outside.ts'
import { STARTING_FILES } from '../../rules/pytest/view/runs/starts.ts'
import { invocationsByTox } from '../../rules/pytest/view/runs/tox-files.ts'
import { loadReaders, loadShell } from '../../src/documents/index.ts'
import type { Document } from '../../src/model/document.ts'
import { ParseError } from '../../src/model/document.ts'
import type { Sources } from '../../src/model/ecosystem.ts'

const read = await loadReaders(['ini', 'toml', 'lines', 'yaml', 'jsonc'])
const readShell = await loadShell()

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
    script: readShell,
    isIgnored: () => false,
  }
}

/** What is said outside of pytest's configuration of how it is started in the root folder. */
export function invocationsIn(sources: Sources): readonly Invocation[] {
  const root = { folder: '', config: configOf('', sources, true), sources }
  const outside = invocationsOutside(sources, [root], readInstalled(sources))
  return [...invocationsByTox('', sources), ...(outside.get('') ?? [])]
}

function parse(path: string, text: string | undefined): Document | undefined {
  const format = [...CONFIG_FILES, ...STARTING_FILES].find(owned => owned.path.test(path))?.format
  if (text === undefined || format === undefined) return undefined
  try {
    return read(path, format, text)
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}
