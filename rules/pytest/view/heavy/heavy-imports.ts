import type { Bytes } from '../../../../src/model/bytes.ts'
import type { FootprintRow, FootprintTable } from '../../../../src/model/footprint-table.ts'
import table from '../../../tables/imports.json' with { type: 'json' }

/** A library that takes much memory as soon as it is imported. `name` is its top-level package. */
export interface HeavyLibrary extends FootprintRow {
  /** All rows of libraries that it brings along, whose memory is part of its own figure. */
  readonly includes: readonly string[]
  /** Python code that imports it. */
  readonly example: string
}

/** Libraries worth counting. */
export const HEAVY_LIBRARIES = table as FootprintTable<HeavyLibrary>

/** The heavy libraries that are imported, heaviest first. What several bring along is part of the first one's figure. */
export function heavyLibraries(isImported: (library: HeavyLibrary) => boolean): readonly HeavyLibrary[] {
  const found = HEAVY_LIBRARIES.rows.filter(isImported).sort((one, other) => other.bytes - one.bytes)
  const counted = new Set<string>()
  return found.flatMap(library => {
    if (counted.has(library.name)) return []
    const shared = library.includes.filter(name => counted.has(name))
    for (const name of [library.name, ...library.includes]) counted.add(name)
    if (shared.length === 0) return [library]
    const bytes = library.bytes - shared.reduce((sum, name) => sum + bytesAlone(name), 0)
    return [
      {
        ...library,
        bytes,
        source: `${library.source}; less ${shared.join(' and ')}, which is counted above`,
      },
    ]
  })
}

/** What a library takes beyond those that it imports. */
export function bytesAlone(name: string): Bytes {
  const library = HEAVY_LIBRARIES.rows.find(row => row.name === name)
  if (!library) return 0
  return library.bytes - library.includes.reduce((sum, other) => sum + bytesAlone(other), 0)
}

/** What gives an import of one of some libraries away, for a test on bytes. */
export function importWords(names: readonly string[]): string {
  return `(?:import|from|,|importorskip\\(["']) ?(?:${names.join('|')})\\b`
}

export const HEAVY_LIBRARY_WORDS: readonly string[] = [
  importWords(HEAVY_LIBRARIES.rows.map(({ name }) => name)),
]
