import type { Document } from '../model/document.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { Host } from '../model/host.ts'
import { isTable, type Table } from '../model/value.ts'
import { type PackageManager, packageManagerOf } from './package-manager.ts'
import type { Figures } from './runner/figures.ts'

/** What the command line was told, and what only somebody with access to the machine knows. */
export interface Facts {
  /** memlint's own: what is written refers to the release that wrote it. */
  readonly version: string
  /** The configuration that holds for the repository already, relative to it. */
  readonly configuration?: string
  /** Names of presets to declare; where there are none, the repository says. */
  readonly hosts: readonly string[]
  /** This machine. */
  readonly machine: Host
  /** The branch that changes are merged into. */
  readonly branch: string
  /** For the runner scripts; absent where nobody asked for them. */
  readonly figures?: Figures
}

/** What proposals are made from. */
export interface Surroundings extends Facts {
  readonly sources: Sources
  /** package.json; absent where there is none or it does not parse. */
  readonly manifest?: Table
  readonly packageManager?: PackageManager
  readonly workflows: readonly Document[]
}

export function surroundingsOf(sources: Sources, facts: Facts): Surroundings {
  const written = sources.document('package.json')?.get([])
  const manifest = isTable(written) ? written : undefined
  const packageManager = packageManagerOf(sources, manifest)
  return {
    ...facts,
    sources,
    ...(manifest && { manifest }),
    ...(packageManager && { packageManager }),
    workflows: sources
      .matching(/^\.github\/workflows\/[^/]+\.ya?ml$/)
      .flatMap(path => sources.document(path) ?? []),
  }
}

/** Whether package.json names a package among those it depends on. */
export function dependsOn({ manifest }: Surroundings, name: string): boolean {
  const tables = ['dependencies', 'devDependencies', 'optionalDependencies'].map(key => manifest?.[key])
  return tables.some(table => isTable(table) && Object.hasOwn(table, name))
}

/** Whether somebody has set memlint up in a text. */
export function mentionsMemlint(text: string): boolean {
  return /\bmemlint\b/.test(text)
}
