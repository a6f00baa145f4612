import type { Bytes } from './bytes.ts'
import type { Evidence } from './footprint.ts'

/** What things of one sort are known to take: `memlint rules --format json` and the rules' pages show each row. */
export interface FootprintTable<Row extends FootprintRow = FootprintRow> {
  /** Its file in `rules/tables/`, without the ending: `heavy-constructors`. */
  readonly id: string
  /** What a row is about: `constructor`, `import`, `crate`, `language server`. */
  readonly of: string
  readonly rows: readonly Row[]
}

/**
 * One row: private resident memory of a process in bytes, on Linux x86-64 without a GPU, and how it is known. A row
 * nobody measured or published is a guess, and its source says so. What all processes share, such as the mapped code
 * of libraries, is no part of it. A table's file may carry more of each row.
 */
export interface FootprintRow {
  readonly name: string
  readonly bytes: Bytes
  readonly evidence: Evidence
  /** A public source, or the measurement with the versions it was made with. */
  readonly source: string
}
