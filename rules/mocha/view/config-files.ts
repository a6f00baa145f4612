import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Place } from '../../../src/model/value.ts'
import { callingFiles, commandFiles } from '../../common/commands.ts'
import { manifestsAndLocks } from '../../common/npm/locks.ts'
import { folderOf, inFolder } from '../../common/paths.ts'
import { FLAGS } from './commands.ts'

/** In mocha's own order: the first of a folder counts. `.mocharc.mjs` is new in mocha 12. */
const NAMES = ['cjs', 'js', 'mjs', 'yaml', 'yml', 'jsonc', 'json'].map(end => `.mocharc.${end}`)
const OWN = /(^|\/)\.mocharc\.([cm]?js|ya?ml|jsonc?)$/
const MANIFEST = /(^|\/)package\.json$/
const IN_MANIFEST = /"mocha"\s*:\s*\{/

export const CONFIG_FILES: readonly Owned[] = [
  { path: /(^|\/)\.mocharc\.[cm]?js$/, format: 'javascript', mentions: /\b(parallel|jobs)\b/ },
  { path: /(^|\/)\.mocharc\.ya?ml$/, format: 'yaml' },
  { path: /(^|\/)\.mocharc\.jsonc?$/, format: 'jsonc' },
  ...manifestsAndLocks(/"mocha"/),
  ...commandFiles(FLAGS),
  ...callingFiles(FLAGS),
]

/** A configuration, and where in its file it stands. */
export interface ConfigFile {
  readonly document: Document
  readonly root: Place
}

/** Folders with a configuration of their own. */
export function configuredFolders(sources: Sources): readonly string[] {
  const manifests = sources.matching(MANIFEST).filter(path => IN_MANIFEST.test(sources.text(path) ?? ''))
  return [...new Set([...sources.matching(OWN), ...manifests].map(folderOf))].sort()
}

/** What mocha reads in a folder: its own file, and for what that does not say, package.json. */
export function configIn(folder: string, sources: Sources, major: number | undefined): readonly ConfigFile[] {
  const isRead = (name: string) => !name.endsWith('.mjs') || (major ?? 0) >= 12
  const own = NAMES.filter(isRead).find(name => sources.has(inFolder(folder, name)))
  return [
    ...(own ? at(sources.document(inFolder(folder, own)), []) : []),
    ...at(sources.document(inFolder(folder, 'package.json')), ['mocha']),
  ]
}

function at(document: Document | undefined, root: Place): ConfigFile[] {
  return document && isTable(document.get(root)) ? [{ document, root }] : []
}
