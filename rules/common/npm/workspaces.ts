import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Table, type Value } from '../../../src/model/value.ts'
import { matchesGlob } from '../glob.ts'
import { folderOf, inFolder } from '../paths.ts'

/** One package of a repository with several. */
export interface WorkspacePackage {
  /** Relative to the project's root. */
  readonly folder: string
  readonly name: string
  readonly manifest: Document
  readonly scripts: Readonly<Record<string, string>>
  /** The names of everything it depends on, in whatever way. */
  readonly dependsOn: ReadonlySet<string>
}

export const WORKSPACE_FILES: readonly Owned[] = [
  { path: /(^|\/)package\.json$/, format: 'jsonc', mentions: /"workspaces"/ },
  { path: /(^|\/)pnpm-workspace\.yaml$/, format: 'yaml' },
  { path: /(^|\/)lerna\.json$/, format: 'jsonc' },
]

/** The packages below a folder whose files list them, without the folder's own. Empty where no file does. */
export function packagesBelow(sources: Sources, root: string): readonly WorkspacePackage[] {
  const globs = globsOf(sources, root)
  if (!globs) return []
  return sources
    .matching(MANIFEST)
    .filter(path => isMember(relativeTo(root, folderOf(path)), globs))
    .flatMap(path => {
      const manifest = sources.document(path)
      return manifest ? [packageOf(manifest)] : []
    })
}

const MANIFEST = /(^|\/)package\.json$/

/** Whatever a manifest says of a package. */
export function packageOf(manifest: Document): WorkspacePackage {
  const root = manifest.get([])
  const written: Table = isTable(root) ? root : {}
  return {
    folder: folderOf(manifest.path),
    name: typeof written.name === 'string' ? written.name : '',
    manifest,
    scripts: stringsOf(written.scripts),
    dependsOn: new Set(DEPENDENCIES.flatMap(key => Object.keys(stringsOf(written[key])))),
  }
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']

function stringsOf(value: Value | undefined): Record<string, string> {
  const entries = Object.entries(isTable(value) ? value : {})
  return Object.fromEntries(
    entries.flatMap(([key, each]) => (typeof each === 'string' ? [[key, each] as const] : [])),
  )
}

/** pnpm reads its own file and no other; npm, Yarn and Bun read the manifest; lerna's own list is the oldest way. */
function globsOf(sources: Sources, root: string): readonly string[] | undefined {
  const places = [
    ['pnpm-workspace.yaml', ['packages']],
    ['package.json', ['workspaces']],
    ['package.json', ['workspaces', 'packages']],
    ['lerna.json', ['packages']],
  ] as const
  for (const [file, at] of places) {
    const list = sources.document(inFolder(root, file))?.get(at)
    if (Array.isArray(list)) return list.flatMap(glob => (typeof glob === 'string' ? [glob] : []))
  }
  return undefined
}

function isMember(folder: string | undefined, globs: readonly string[]): boolean {
  if (folder === undefined || folder === '') return false
  const matchesAny = (some: readonly string[]) =>
    some.flatMap(withoutBraces).some(glob => matchesGlob(withoutEnds(glob), folder))
  return (
    matchesAny(globs.filter(glob => !glob.startsWith('!'))) &&
    !matchesAny(globs.flatMap(glob => (glob.startsWith('!') ? [glob.slice(1)] : [])))
  )
}

/** Undefined for what is not below it. */
function relativeTo(root: string, folder: string): string | undefined {
  if (root === '') return folder
  return folder.startsWith(`${root}/`) ? folder.slice(root.length + 1) : undefined
}

/** `./packages/*` and `packages/*` followed by a slash are `packages/*`. */
function withoutEnds(glob: string): string {
  return glob.replace(/^\.?\//, '').replace(/\/$/, '')
}

/** `{apps,packages}/*` is two globs; more than one pair of braces is left as it is. */
function withoutBraces(glob: string): string[] {
  const [whole, before = '', choices = '', after = ''] = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(glob) ?? []
  return whole === undefined ? [glob] : choices.split(',').map(choice => before + choice + after)
}
