import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { commandFiles, MAKEFILE, startingFiles } from '../../common/commands.ts'
import { manifestsAndLocks } from '../../common/npm/locks.ts'
import { folderOf } from '../../common/paths.ts'
import { FLAGS } from './commands.ts'

/** `vitest.config.ts`, and what is given to `--config` by names like `vitest.config.unit.ts`. */
const OWN = /(^|\/)vitest([.-]\w+)?\.config(\.(?!spec\b|test\b)\w+)?\.[cm]?[jt]s$/
const SHARED = /(^|\/)vite\.config\.[cm]?[jt]s$/
const WORKSPACE = /(^|\/)vitest\.(workspace|projects)\.[cm]?[jt]s(on)?$/
const MAIN = /(^|\/)(vitest|vite)\.config\.[cm]?[jt]s$/

/** Where a number of workers is written that jobs may start. */
const SAYS = new RegExp(`${OWN.source}|${SHARED.source}|(^|/)package\\.json$|${MAKEFILE.source}`)

export const CONFIG_FILES: readonly Owned[] = [
  { path: OWN, format: 'javascript', mentions: /\btest\b/ },
  { path: SHARED, format: 'javascript', mentions: /\btest\s*:/ },
  // That it is there says enough.
  { path: WORKSPACE, format: 'lines', mentions: /(?!)/ },
  ...manifestsAndLocks(/"vitest"/),
  ...commandFiles(FLAGS),
  ...startingFiles(/\bvitest\b/, {
    kind: 'vitest/workers',
    path: SAYS,
    mentions: /\bmax-?(workers|forks|threads)\b/i,
  }),
]

/** Every file that can configure vitest. Of a folder with both, it reads its own and not Vite's. */
export function configFiles(sources: Sources): readonly string[] {
  const own = sources.matching(OWN)
  const main = new Set(own.filter(isMain).map(folderOf))
  const shared = sources
    .matching(SHARED)
    .filter(path => !main.has(folderOf(path)) && /\btest\s*:/.test(sources.text(path) ?? ''))
  return [...own, ...shared]
}

/** Whether it is read without `--config`. */
export function isMain(path: string): boolean {
  return MAIN.test(path)
}

/** Whether a configuration of the folder or of one above lists projects, of which this one can be part. */
export function mayBeProject(sources: Sources, path: string): boolean {
  const folder = folderOf(path)
  const isAbove = (other: string) => {
    const at = folderOf(other)
    return other !== path && (at === '' || folder === at || folder.startsWith(`${at}/`))
  }
  const isBeside = (other: string) => folderOf(other) === folder && isMain(path)
  return (
    sources.matching(WORKSPACE).some(isAbove) ||
    configFiles(sources).some(
      other =>
        isAbove(other) && !isBeside(other) && /\b(projects|workspace)\b/.test(sources.text(other) ?? ''),
    )
  )
}
