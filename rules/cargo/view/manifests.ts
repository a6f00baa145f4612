import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Table, type Value } from '../../../src/model/value.ts'
import { folderOf, resolvePath } from '../../common/paths.ts'

export const MANIFEST = /(^|\/)Cargo\.toml$/

/** A Cargo.toml with a package or a workspace in it. */
export interface Manifest {
  readonly folder: string
  readonly document: Document
}

export function readManifests(sources: Sources): readonly Manifest[] {
  return sources.matching(MANIFEST).flatMap(path => {
    const document = sources.document(path)
    if (!document || !(isTable(document.get(['package'])) || isTable(document.get(['workspace'])))) return []
    return [{ folder: folderOf(path), document }]
  })
}

/** What to point at where nothing is written: the table that makes it a workspace or a package. */
export function headOf({ document }: Manifest): Setting<undefined> {
  return setting(undefined, document, [document.get(['workspace']) === undefined ? 'package' : 'workspace'])
}

/** The package's name; undefined for a workspace without a package of its own. */
export function packageName({ document }: Manifest): string | undefined {
  const name = document.get(['package', 'name'])
  return typeof name === 'string' ? name : undefined
}

/** The edition a package is written in, its own or the workspace's; 2015 where nobody says. */
export function editionOf({ document }: Manifest, root: Manifest): number {
  const own = document.get(['package', 'edition'])
  const written = isInherited(own ?? null) ? root.document.get(['workspace', 'package', 'edition']) : own
  return typeof written === 'string' ? Number(written) || 2015 : 2015
}

/** The folders of its path dependencies, those inside the project. */
export function pathDependencies(manifest: Manifest): readonly string[] {
  const inherited = tablesIn(manifest.document.get(['workspace']))
  const dependencies = [...ownTables(manifest), ...inherited].flatMap(table => Object.values(table))
  return dependencies.flatMap(dependency => {
    const path = isTable(dependency) ? dependency.path : undefined
    return typeof path === 'string' ? (resolvePath(manifest.folder, path) ?? []) : []
  })
}

/** What it cannot be built without, by the names it has for them. */
export function dependencyNames(manifest: Manifest): readonly string[] {
  return ownTables(manifest).flatMap(table =>
    Object.keys(table).filter(name => !isOptional(table[name] ?? null)),
  )
}

const KINDS = ['dependencies', 'dev-dependencies', 'build-dependencies'] as const

function ownTables({ document }: Manifest): readonly Table[] {
  const targets = document.get(['target'])
  return [document.get([]), ...(isTable(targets) ? Object.values(targets) : [])].flatMap(tablesIn)
}

function tablesIn(holder: Value | undefined): readonly Table[] {
  return KINDS.map(kind => (isTable(holder) ? holder[kind] : undefined)).filter(table => isTable(table))
}

function isOptional(dependency: Value): boolean {
  return isTable(dependency) && dependency.optional === true
}

/** Whether it takes something from a workspace (`edition.workspace = true`), and so cannot be its own root. */
export function inherits({ document }: Manifest): boolean {
  const holders = ['package', 'lints', ...KINDS].map(key => document.get([key]))
  return holders.some(holder => isTable(holder) && [holder, ...Object.values(holder)].some(isInherited))
}

function isInherited(value: Value): boolean {
  return isTable(value) && value.workspace === true
}

/** The strings of a list such as `workspace.members`; none when it is no list. */
export function stringsAt(document: Document, ...at: readonly string[]): readonly string[] {
  const value = document.get(at)
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

export function tableAt(document: Document, ...at: readonly string[]): Table | undefined {
  const value = document.get(at)
  return isTable(value) ? value : undefined
}
