import { branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import type { Side } from '../../../src/model/workload.ts'
import { versionIn } from '../../common/npm/versions.ts'
import { folderOf } from '../../common/paths.ts'

/** The most that `workers` of the projects leave of the number for all of them. */
export type ProjectLimits = number | 'none' | 'unknown'

/** Where every project has a number of its own, all of them together bound a run. */
export function projectLimits(
  document: Document,
  side: Side,
  areRead: ReturnType<typeof projectsAreRead>,
): ProjectLimits {
  const { value: projects, at } = branchOn(document, ['projects'], side)
  if (!Array.isArray(projects) || projects.length === 0 || areRead === false) return 'none'
  const numbers = projects.map((_, index) => numberOf(document, [...at, index], side))
  if (numbers.includes(undefined)) return 'none'
  const known = numbers.filter(number => typeof number === 'number')
  if (areRead === undefined || known.length < numbers.length) return 'unknown'
  return known.reduce((sum, number) => sum + number, 0)
}

/** Whether that holds somewhere, or may. */
export function limitsItsProjects(document: Document, areRead: ReturnType<typeof projectsAreRead>): boolean {
  return (['ci', 'local'] as const).some(side => projectLimits(document, side, areRead) !== 'none')
}

/** Whether Playwright reads `workers` of a project, as it does since 1.52; undefined where a range says the least only. */
export function projectsAreRead(sources: Sources, { path }: Document): boolean | undefined {
  const version = versionIn(sources, folderOf(path), '@playwright/test')
  if (version?.major !== 1) return undefined
  if (version.minor >= 52) return true
  return version.from.endsWith('package.json') ? undefined : false
}

/** Undefined where the project has no number of its own. */
function numberOf(document: Document, project: Place, side: Side): Value | undefined {
  if (!isTable(branchOn(document, project, side).value)) return undefined
  return branchOn(document, [...project, 'workers'], side).value
}
