import type { Sources } from '../../../../src/model/ecosystem.ts'
import { folderOf, withSteps } from '../../../common/paths.ts'
import { isWithin, withAncestors } from '../config/paths.ts'
import { narrowed } from '../config/roots.ts'

/** The part of the tests that a command line names, by paths of the project. */
export interface Selection {
  /** None where it names none: pytest then finds all of them. */
  readonly paths: readonly string[]
  readonly ignored: readonly string[]
}

/** Whether it can leave tests out. */
export function isPart({ paths, ignored }: Selection): boolean {
  return paths.length + ignored.length > 0
}

/** As far as the words of a command are paths that exist; `undefined` stands for a word that nobody can tell. */
export function selectionOf(
  words: readonly (string | undefined)[],
  folder: string,
  sources: Sources,
): Selection {
  const paths: string[] = []
  const ignored: string[] = []
  for (const [index, word = ''] of words.entries()) {
    const before = words[index - 1] ?? ''
    const [, joined] = /^--ignore=(.+)$/.exec(word) ?? []
    const path = withSteps(folder, joined ?? word.split('::', 1)[0] ?? '')
    if (path === undefined || !exists(path, sources)) continue
    if (joined !== undefined || before === '--ignore') ignored.push(path)
    else if (!word.startsWith('-') && !TAKES_VALUE.test(before)) paths.push(path)
  }
  return { paths, ignored }
}

export function exists(path: string, { paths }: Sources): boolean {
  return path === '' || paths.some(one => isWithin(one, path))
}

const TAKES_VALUE =
  /^(-[kmpoWcrn]|--(cov|cov-config|cov-report|rootdir|confcutdir|basetemp|junit-?xml|log-file|import-mode|deselect))$/

/** The project as if it had no other tests. */
export function selectedFrom(sources: Sources, selection: Selection): Sources {
  return narrowed(
    sources.paths.filter(path => isSelected(path, selection)),
    sources,
  )
}

/** Whether a file is among the tests that are named, or a conftest.py above some of them. */
function isSelected(path: string, { paths, ignored }: Selection): boolean {
  if (ignored.some(one => isWithin(path, one))) return false
  if (paths.length === 0 || paths.some(one => isWithin(path, one))) return true
  const isConftest = /(^|\/)conftest\.py$/.test(path)
  return isConftest && paths.some(one => withAncestors(one).includes(folderOf(path)))
}

/** The folder that holds all the named paths. */
export function commonFolder({ paths }: Selection): string | undefined {
  const [first, ...others] = paths.map(path => (path.endsWith('.py') ? folderOf(path) : path).split('/'))
  if (!first) return undefined
  const differs = first.findIndex((step, index) => others.some(other => other[index] !== step))
  return (differs === -1 ? first : first.slice(0, differs)).join('/')
}
