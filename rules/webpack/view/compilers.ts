import { branchesAt } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { isTable, type Place } from '../../../src/model/value.ts'

/** The configurations that a file exports: webpack has a compiler for each of them. */
export interface Compilers {
  readonly roots: readonly Place[]
  /** How many of them run at the same time. */
  readonly atOnce: number
}

export function compilersOf(document: Document): Compilers {
  const exported = branchesAt(document, [])
  const [only] = exported.length === 1 ? exported : []
  if (!only || !Array.isArray(only.value)) return { roots: exported.map(({ at }) => at), atOnce: 1 }
  const roots = only.value.flatMap((each, index): Place[] => (isTable(each) ? [[index]] : []))
  return { roots, atOnce: isInTurn(document, roots) ? 1 : roots.length }
}

/** `configs.parallelism = 1` is for all of them, `parallelism: 1` in one of them is not; some wait for others. */
function isInTurn(document: Document, roots: readonly Place[]): boolean {
  return (
    /\.\s{0,9}parallelism\s{0,9}=/.test(document.text) ||
    roots.some(root => document.get([...root, 'dependencies']) !== undefined)
  )
}
