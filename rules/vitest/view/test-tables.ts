import { branchesAt } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { isTable, type Place } from '../../../src/model/value.ts'

/** The places of a configuration's test options: its own first, then those of the projects written in it. */
export function testTables(document: Document): readonly Place[] {
  if (!isTable(document.get([]))) return []
  return [['test'], ...projectsIn(document)]
}

function projectsIn(document: Document): Place[] {
  return ['projects', 'workspace'].flatMap(key =>
    branchesAt(document, ['test', key]).flatMap(({ value, at }) =>
      Array.isArray(value)
        ? value.flatMap((project, index) => (isTable(project) ? [[...at, index, 'test']] : []))
        : [],
    ),
  )
}

/** Whether a configuration lists projects, of which each may choose another pool. */
export function hasProjects(document: Document): boolean {
  return ['projects', 'workspace', 'poolMatchGlobs'].some(key =>
    branchesAt(document, ['test', key]).some(({ value }) => value !== undefined),
  )
}

/** Whether tests may run in a browser, whose processes are other ones. */
export function runsInBrowser(document: Document, test: Place): boolean {
  return branchesAt(document, [...test, 'browser']).some(
    ({ value }) => value !== undefined && !(isTable(value) && value.enabled === false),
  )
}
