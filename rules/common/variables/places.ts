import type { Document } from '../../../src/model/document.ts'
import type { Owned } from '../../../src/model/ecosystem.ts'
import { setting } from '../../../src/model/setting.ts'
import type { ReadShell, ShellCommand } from '../../../src/model/shell.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { type Piece, pieceOf } from '../commands/pieces.ts'
import type { PlacedScript } from '../commands/places.ts'

/** A variable of the environment that the repository sets. */
export interface RepositoryVariable extends Pick<PlacedScript, 'when' | 'folder'> {
  readonly name: string
  /** What the process gets. */
  readonly value: string
  /** The value as it is written, quotes and all. */
  readonly written: Piece
  readonly kind: PlacedScript['kind'] | 'compose' | 'env-file'
  /** The command that it is set for alone. */
  readonly command?: ShellCommand
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
  where: Pick<RepositoryVariable, 'when' | 'folder' | 'kind'>,
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
  where: Pick<RepositoryVariable, 'when' | 'folder' | 'kind'>,
): readonly RepositoryVariable[] {
  const values = document.get(at)
  return Object.entries(isTable(values) ? values : {}).flatMap(([name, value]) =>
    variableAt(document, [...at, name], value, where),
  )
}
