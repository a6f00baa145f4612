import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/imports.json' with { type: 'json' }

/** A library that takes much memory as soon as it is imported. `name` is its top-level package. */
export interface HeavyLibrary extends FootprintRow {
  /** Libraries that it imports itself, whose memory is part of its own figure. */
  readonly includes: readonly string[]
  /** Python code that imports it. */
  readonly example: string
}

/** Libraries worth counting. */
export const HEAVY_LIBRARIES = table as FootprintTable<HeavyLibrary>

/** The heavy libraries that are imported; those that another one brings along are part of its figure. */
export function heavyLibraries(isImported: (library: HeavyLibrary) => boolean): readonly HeavyLibrary[] {
  const found = HEAVY_LIBRARIES.rows.filter(isImported)
  return found.filter(library => !found.some(other => other.includes.includes(library.name)))
}

/** What gives an import of one of some libraries away, for a test on bytes. */
export function importWords(names: readonly string[]): string {
  return `(?:import|from|,|importorskip\\(["']) ?(?:${names.join('|')})\\b`
}

export const HEAVY_LIBRARY_WORDS: readonly string[] = [
  importWords(HEAVY_LIBRARIES.rows.map(({ name }) => name)),
]
