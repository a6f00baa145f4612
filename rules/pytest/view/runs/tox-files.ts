import type { Sources } from '../../../../src/model/ecosystem.ts'
import { inFolder } from '../../../common/paths.ts'
import type { Invocation } from './invocation.ts'
import { invocationsOfToxIni, invocationsOfToxToml } from './tox.ts'

/** What the environments of tox run in a folder. */
export function invocationsByTox(folder: string, sources: Sources): readonly Invocation[] {
  return [
    ...fromToxIni(inFolder(folder, 'tox.ini'), sources),
    ...fromToxToml(inFolder(folder, 'tox.toml'), sources),
    ...fromToxToml(inFolder(folder, 'pyproject.toml'), sources),
  ]
}

function fromToxIni(path: string, sources: Sources): readonly Invocation[] {
  const document = /py\.?test/i.test(sources.text(path) ?? '') ? sources.document(path) : undefined
  return document ? invocationsOfToxIni(document) : []
}

function fromToxToml(path: string, sources: Sources): readonly Invocation[] {
  const isToxToml = path.endsWith('tox.toml')
  const text = sources.text(path) ?? ''
  if (!/pytest/i.test(text) || !(isToxToml || /^[ \t]*\[+[ \t]*tool\.tox/m.test(text))) return []
  const document = sources.document(path)
  return document ? invocationsOfToxToml(document, isToxToml ? [] : ['tool', 'tox']) : []
}
