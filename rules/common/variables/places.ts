import type { Document } from '../../../src/model/document.ts'
import type { Owned } from '../../../src/model/ecosystem.ts'
import { setting } from '../../../src/model/setting.ts'
import type { ReadShell, ShellCommand } from '../../../src/model/shell.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { type Piece, pieceOf } from '../commands/pieces.ts'
import type { PlacedScript } from '../commands/places.ts'
import type { JobRun } from '../pipelines/job-runs.ts'

/** A variable of the environment that the repository sets. */
export interface RepositoryVariable extends Pick<PlacedScript, 'when' | 'folder' | 'runs'> {
  readonly name: string
  /** What the process gets. */
  readonly value: string
  /** The value as it is written, quotes and all. */
  readonly written: Piece
  readonly kind: PlacedScript['kind'] | 'compose' | 'env-file'
  /** Of one that every job of a pipeline gets: each job, by what it does. */
  readonly jobs?: readonly JobText[]
  /** The command that it is set for alone. */
  readonly command?: ShellCommand
}

/** A job of a pipeline, as far as one can tell from its text what it starts. */
export interface JobText {
  /** Its scripts, and the actions or the image that it uses. */
  readonly text: string
  readonly runs: readonly JobRun[]
}

/** A kind of file in which variables are set. */
export interface VariableFile extends Pick<Owned, 'path' | 'format'> {
  variablesIn(document: Document, read: ReadShell): readonly RepositoryVariable[]
}

/** A variable whose value is a string of a file, all of it, or a number, which the process gets as it is written. */
export function variableAt(
  document: Document,
  at: Place,
  value: Value | undefined,
  where: Pick<RepositoryVariable, 'when' | 'folder' | 'kind' | 'runs' | 'jobs'>,
): readonly RepositoryVariable[] {
  const text = typeof value === 'number' ? String(value) : value
  // What a pipeline puts together is known when it runs.
  if (typeof text !== 'string' || text === '' || text.includes('${{')) return []
  const written = pieceOf(setting(text, document, at), { start: 0, end: text.length })
  return [{ ...where, name: String(at.at(-1)), value: text, written }]
}

/** The variables of a table of names and values. */
export function variablesOfTable(
  document: Document,
  at: Place,
  where: Pick<RepositoryVariable, 'when' | 'folder' | 'kind' | 'runs' | 'jobs'>,
): readonly RepositoryVariable[] {
  const values = document.get(at)
  return Object.entries(isTable(values) ? values : {}).flatMap(([name, value]) =>
    variableAt(document, [...at, name], value, where),
  )
}
