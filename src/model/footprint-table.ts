import type { Bytes } from './bytes.ts'
import type { Evidence } from './footprint.ts'

/** What things of one sort are known to take: `memlint rules --format json` and the rules' pages show each row. */
export interface FootprintTable {
  /** Its file in `rules/tables/`, without the ending: `heavy-constructors`. */
  readonly id: string
  /** What a row is about: `constructor`, `import`, `crate`, `language server`. */
  readonly of: string
  readonly rows: readonly FootprintRow[]
}

/** One row: resident memory in bytes, and how it is known. A row nobody measured or published is a guess. */
export interface FootprintRow {
  readonly name: string
  readonly bytes: Bytes
  readonly evidence: Evidence
  /** A public source, or the measurement with the versions it was made with. */
  readonly source: string
}
