import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Place } from '../../../src/model/value.ts'
import { commandFiles, MAKEFILE, startingFiles } from '../../common/commands.ts'
import { folderOf } from '../../common/paths.ts'
import { FLAGS } from './commands.ts'

/** `jest.config.ts`, and what is given to `--config` by names like `jest.config.unit.js`. */
const CODE = /(^|\/)jest([.-]\w+)?\.config(\.(?!spec\b|test\b)\w+)?\.[cm]?[jt]s$/
const DATA = /(^|\/)jest([.-]\w+)?\.config(\.\w+)?\.json$/
const MANIFEST = /(^|\/)package\.json$/
const MAIN = /(^|\/)(jest\.config\.([cm]?[jt]s|json)|package\.json)$/

/** Where a number of workers is written that jobs may start. */
const SAYS = new RegExp(`${CODE.source}|${DATA.source}|${MANIFEST.source}|${MAKEFILE.source}`)

export const CONFIG_FILES: readonly Owned[] = [
  { path: CODE, format: 'javascript' },
  { path: DATA, format: 'jsonc' },
  { path: MANIFEST, format: 'jsonc', mentions: /"jest"\s*:\s*\{/ },
  ...commandFiles(FLAGS),
  ...startingFiles(/\bjest\b/, {
    kind: 'jest/workers',
    path: SAYS,
    mentions: /\bmax-?workers\b|\bjest\b[^\n]{0,500}\s-w/i,
  }),
]

/** A configuration, and where in its file it stands. */
export interface ConfigFile {
  readonly document: Document
  readonly root: Place
}

export function configFiles(sources: Sources): readonly ConfigFile[] {
  const own = [...sources.matching(CODE), ...sources.matching(DATA)]
  // jest refuses to start in a folder with both.
  const main = new Set(own.filter(isMain).map(folderOf))
  const manifests = sources
    .matching(MANIFEST)
    .filter(path => !main.has(folderOf(path)) && IN_MANIFEST.test(sources.text(path) ?? ''))
  return [
    ...own.flatMap(path => at(sources.document(path), [])),
    ...manifests.flatMap(path => at(sources.document(path), ['jest'])),
  ]
}

const IN_MANIFEST = /"jest"\s*:\s*\{/

function at(document: Document | undefined, root: Place): ConfigFile[] {
  return document && isTable(document.get(root)) ? [{ document, root }] : []
}

/** Whether it is read without `--config`. */
export function isMain(path: string): boolean {
  return MAIN.test(path)
}
