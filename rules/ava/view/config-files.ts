import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Place } from '../../../src/model/value.ts'
import { callingFiles, commandFiles } from '../../common/commands.ts'
import { manifestsAndLocks } from '../../common/npm/locks.ts'
import { folderOf, inFolder } from '../../common/paths.ts'
import { FLAGS } from './commands.ts'

const CODE = /(^|\/)ava\.config\.[cm]?js$/
const MANIFEST = /(^|\/)package\.json$/
const IN_MANIFEST = /"ava"\s*:\s*\{/

export const CONFIG_FILES: readonly Owned[] = [
  { path: CODE, format: 'javascript' },
  ...manifestsAndLocks(/"ava"/),
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
  return [...new Set([...sources.matching(CODE), ...manifests].map(folderOf))].sort()
}

/** The one configuration of a folder: ava refuses to start with two. ava 8 no longer reads `ava.config.cjs`. */
export function configIn(
  folder: string,
  sources: Sources,
  major: number | undefined,
): ConfigFile | undefined {
  const names = ['ava.config.js', 'ava.config.mjs', ...((major ?? 8) < 8 ? ['ava.config.cjs'] : [])]
  const code = names.find(name => sources.has(inFolder(folder, name)))
  const [document, root] = code
    ? [sources.document(inFolder(folder, code)), []]
    : [sources.document(inFolder(folder, 'package.json')), ['ava']]
  return document && isTable(document.get(root)) ? { document, root } : undefined
}
