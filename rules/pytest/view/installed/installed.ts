import type { Document } from '../../../../src/model/document.ts'
import type { Owned, Sources } from '../../../../src/model/ecosystem.ts'
import { folderOf } from '../../../common/paths.ts'
import { isWithin } from '../config/paths.ts'
import type { Requirement } from './requirement.ts'
import { normalName } from './requirement.ts'
import {
  requirementsOfIni,
  requirementsOfLines,
  requirementsOfPipfile,
  requirementsOfPyproject,
} from './requirement-files.ts'

/** What the project's files say about a package. */
export type Presence =
  | { readonly state: 'declared'; readonly requirement?: Requirement }
  /** Every place that could ask for it was read: they ask for pytest itself where it is started, and not for it. */
  | { readonly state: 'absent'; readonly looked: readonly string[] }
  | { readonly state: 'unknown'; readonly why: string }

export interface Installed {
  /** `folder` is where pytest is started: only there or above can a package be missed. */
  presence(name: string, folder: string): Presence
  /** The requirements that ask for a package, in the order of their files; with a folder, those that are meant for it. */
  requirements(name: string, folder?: string): readonly Requirement[]
}

/** Files that say what is installed. */
export const DEPENDENCY_FILES: readonly Owned[] = [
  { path: /(^|\/)[\w.-]*requirements[\w.-]*\.txt$/, format: 'lines' },
  { path: /(^|\/)[\w.-]*requirements[\w.-]*\.in$/, format: 'lines' },
  { path: /(^|\/)requirements\/[\w.-]+\.txt$/, format: 'lines' },
  { path: /(^|\/)requirements\/[\w.-]+\.in$/, format: 'lines' },
  { path: /(^|\/)pyproject\.toml$/, format: 'toml' },
  { path: /(^|\/)setup\.cfg$/, format: 'ini' },
  { path: /(^|\/)tox\.ini$/, format: 'ini' },
  { path: /(^|\/)Pipfile$/, format: 'toml' },
  { path: /(^|\/)setup\.py$/, format: 'lines' },
  { path: /(^|\/)noxfile\.py$/, format: 'lines' },
  { path: /(^|\/)environment[\w.-]*\.ya?ml$/, format: 'lines' },
  { path: /(^|\/)tox\.toml$/, format: 'toml' },
  { path: /(^|\/)pixi\.toml$/, format: 'lines' },
  { path: /(^|\/)uv\.lock$/, format: 'lines' },
  { path: /(^|\/)poetry\.lock$/, format: 'lines' },
  { path: /(^|\/)pdm\.lock$/, format: 'lines' },
  { path: /(^|\/)Pipfile\.lock$/, format: 'lines' },
]

/**
 * What is installed, as far as the files of the whole project say: a package that any of them asks for may be
 * there. Looks into files only when asked.
 */
export function readInstalled(sources: Sources): Installed {
  let known: readonly Requirement[] | undefined
  const presences = new Map<string, Presence>()
  function all(): readonly Requirement[] {
    known ??= requirementsIn(sources)
    return known
  }
  return {
    requirements: (name, folder) =>
      all().filter(
        ({ name: found, at }) =>
          found === normalName(name) && (folder === undefined || isMeantFor(at.document.path, folder)),
      ),
    presence(name, folder) {
      const key = `${name} ${folder}`
      const presence = presences.get(key) ?? presenceOf({ name: normalName(name), folder }, all(), sources)
      presences.set(key, presence)
      return presence
    },
  }
}

/** Files in the folder and above it, and in the folders beside those in which requirements are kept. */
function isMeantFor(path: string, folder: string): boolean {
  const kept = folderOf(path).replace(/(^|\/)(requirements|tests?|dev|ci)$/, '')
  return isWithin(folder, kept)
}

function presenceOf(
  { name, folder }: { readonly name: string; readonly folder: string },
  all: readonly Requirement[],
  sources: Sources,
): Presence {
  const requirement = all.find(found => found.name === name || found.extras.includes(name))
  if (requirement) return { state: 'declared', requirement }
  if (isMentioned(name, sources)) return { state: 'declared' }
  const looked = sources.matching(READ)
  if (looked.length === 0) return { state: 'unknown', why: 'no file says what is installed' }
  const closed = sources
    .matching(/(^|\/)setup\.py$/)
    .find(path => /_requires?\b/.test(sources.text(path) ?? ''))
  if (closed) return { state: 'unknown', why: `${closed} would have to be run` }
  const dynamic = looked.find(path => hasDynamicDependencies(path, sources))
  if (dynamic) return { state: 'unknown', why: `${dynamic} leaves its dependencies to the build` }
  const elsewhere = looked.find(path => includesElsewhere(path, sources))
  if (elsewhere) return { state: 'unknown', why: `${elsewhere} includes a file that is not here` }
  if (!all.some(found => found.name === 'pytest' && isMeantFor(found.at.document.path, folder)))
    return { state: 'unknown', why: 'no file asks for pytest itself, so it is installed in another way' }
  const bundle = all.find(found => BUNDLES.has(found.name))
  if (bundle) return { state: 'unknown', why: `${bundle.name} brings plugins of its own` }
  return { state: 'absent', looked }
}

const READ =
  /(^|\/)([\w.-]*requirements[\w.-]*\.(txt|in)|requirements\/[\w.-]+\.(txt|in)|pyproject\.toml|setup\.cfg|tox\.ini|Pipfile)$/

/** Files in which a name is searched for in the text: lock files, and those that would have to be run. */
const SEARCHED =
  /(^|\/)(uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock|setup\.py|noxfile\.py|tox\.toml|pixi\.toml|environment[\w.-]*\.ya?ml)$/

/** Packages that depend on pytest-xdist themselves, by their own metadata on PyPI. */
const BUNDLES = new Set(['pytest-homeassistant-custom-component'])

function isMentioned(name: string, sources: Sources): boolean {
  const spelled = name.split('-').join('[-_.]')
  const pattern = new RegExp(`(?<![\\w.-])${spelled}(?![\\w.]|-\\w)`, 'i')
  return sources.matching(SEARCHED).some(path => pattern.test(sources.text(path) ?? ''))
}

function requirementsIn(sources: Sources): readonly Requirement[] {
  return sources.matching(READ).flatMap(path => {
    // Parsing is dear, and what is asked for here all has to do with pytest.
    if (!/pytest|psutil/i.test(sources.text(path) ?? '')) return []
    const document = sources.document(path)
    return document ? requirementsOf(document) : []
  })
}

function requirementsOf(document: Document): readonly Requirement[] {
  if (document.path.endsWith('pyproject.toml')) return requirementsOfPyproject(document)
  if (document.path.endsWith('Pipfile')) return requirementsOfPipfile(document)
  return document.format === 'ini' ? requirementsOfIni(document) : requirementsOfLines(document)
}

function hasDynamicDependencies(path: string, sources: Sources): boolean {
  if (!path.endsWith('pyproject.toml')) return false
  return /^[ \t]*dynamic[ \t]*=[ \t]*\[[^\]]{0,500}["'](optional-)?dependencies["']/m.test(
    sources.text(path) ?? '',
  )
}

/** `-r` of a file that is not known, or of a URL. */
function includesElsewhere(path: string, sources: Sources): boolean {
  if (!/\.(txt|in)$/.test(path)) return false
  const folder = path.split('/').slice(0, -1)
  return [...(sources.text(path) ?? '').matchAll(/^[ \t]*(?:-r|--requirement)[ =]?\s*(\S+)/gm)].some(
    ([, to = '']) => {
      if (to.includes('://')) return true
      const steps = [...folder, ...to.split('/')]
      const clean: string[] = []
      for (const step of steps) {
        if (step === '..') clean.pop()
        else if (step !== '.' && step !== '') clean.push(step)
      }
      return !sources.has(clean.join('/'))
    },
  )
}
