import type { Document } from '../../../../src/model/document.ts'
import { insert } from '../../../../src/model/fix.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Place, Value } from '../../../../src/model/value.ts'
import { isTable } from '../../../../src/model/value.ts'
import type { Requirement } from './requirement.ts'
import { normalName, parseRequirement } from './requirement.ts'

/** Packages asked for by a requirements.txt, a line each. What it includes is a file of its own. */
export function requirementsOfLines(document: Document): readonly Requirement[] {
  const lines = document.get([])
  const length = Array.isArray(lines) ? lines.length : 0
  return Array.from({ length }, (_, index) => index).flatMap(index => {
    const line = document.get([index])
    const parsed = typeof line === 'string' ? parseRequirement(line) : undefined
    if (!parsed) return []
    const at = setting<Value>(line ?? null, document, [index])
    return [{ ...parsed, at, addBeside: name => insert(setting(undefined, document, [length]), name) }]
  })
}

/** Packages in the lists and tables of a pyproject.toml where packaging tools look for them. */
export function requirementsOfPyproject(document: Document): readonly Requirement[] {
  return [
    ...inArray(document, ['project', 'dependencies']),
    ...inArraysOf(document, ['project', 'optional-dependencies']),
    ...inArraysOf(document, ['dependency-groups']),
    ...inArraysOf(document, ['tool', 'pdm', 'dev-dependencies']),
    ...inArray(document, ['tool', 'uv', 'dev-dependencies']),
    ...inPoetry(document),
    ...inHatch(document),
    ...inNames(document, ['tool', 'pixi', 'dependencies']),
    ...inNames(document, ['tool', 'pixi', 'pypi-dependencies']),
    ...keysOf(document, ['tool', 'pixi', 'feature']).flatMap(feature => [
      ...inNames(document, ['tool', 'pixi', 'feature', feature, 'dependencies']),
      ...inNames(document, ['tool', 'pixi', 'feature', feature, 'pypi-dependencies']),
    ]),
  ]
}

/** A Pipfile is TOML: `[packages]` and `[dev-packages]`. */
export function requirementsOfPipfile(document: Document): readonly Requirement[] {
  return [...inNames(document, ['packages']), ...inNames(document, ['dev-packages'])]
}

/** setup.cfg and tox.ini hold lists as text over several lines, to which nothing can be added simply. */
export function requirementsOfIni(document: Document): readonly Requirement[] {
  const places: Place[] = [
    ['options', 'install_requires'],
    ['options', 'tests_require'],
    ...keysOf(document, ['options.extras_require']).map(key => ['options.extras_require', key]),
    ...keysOf(document, [])
      .filter(name => /^testenv(?::|$)/.test(name))
      .map(name => [name, 'deps']),
  ]
  return places.flatMap(at => {
    const value = document.get(at)
    if (typeof value !== 'string') return []
    return value.split(/[\n;]/).flatMap(line => {
      // tox puts factors before a requirement: `py311: pytest-xdist`.
      const parsed = parseRequirement(line.replace(/^\s*[\w.,!{}-]+:\s+/, ''))
      return parsed ? [{ ...parsed, at: setting<Value>(value, document, at) }] : []
    })
  })
}

function inPoetry(document: Document): Requirement[] {
  const root: Place = ['tool', 'poetry']
  return [
    ...inNames(document, [...root, 'dependencies']),
    ...inNames(document, [...root, 'dev-dependencies']),
    ...keysOf(document, [...root, 'group']).flatMap(group =>
      inNames(document, [...root, 'group', group, 'dependencies']),
    ),
  ]
}

function inHatch(document: Document): Requirement[] {
  const root: Place = ['tool', 'hatch', 'envs']
  return keysOf(document, root).flatMap(environment => [
    ...inArray(document, [...root, environment, 'dependencies']),
    ...inArray(document, [...root, environment, 'extra-dependencies']),
  ])
}

function inArraysOf(document: Document, at: Place): Requirement[] {
  return keysOf(document, at).flatMap(key => inArray(document, [...at, key]))
}

function inArray(document: Document, at: Place): Requirement[] {
  const value = document.get(at)
  if (!Array.isArray(value)) return []
  const addBeside = (name: string) => insert(setting(undefined, document, [...at, value.length]), name)
  return value.flatMap((item: Value, index) => {
    const parsed = typeof item === 'string' ? parseRequirement(item) : undefined
    return parsed ? [{ ...parsed, at: setting(item, document, [...at, index]), addBeside }] : []
  })
}

/** Tables from a package's name to its version, or to a table with the version in it. */
function inNames(document: Document, at: Place): Requirement[] {
  const addBeside = (name: string) => insert(setting(undefined, document, [...at, name]), '*')
  return keysOf(document, at).map(name => {
    const place = [...at, name]
    const value = document.get(place) ?? null
    const version = isTable(value) ? value.version : value
    const extras = isTable(value) && Array.isArray(value.extras) ? value.extras : []
    return {
      name: normalName(name),
      extras: extras.map(String).map(normalName),
      versions: typeof version === 'string' && version !== '*' ? version : '',
      at: setting(value, document, place),
      addBeside,
    }
  })
}

function keysOf(document: Document, at: Place): string[] {
  const value = document.get(at)
  return isTable(value) ? Object.keys(value) : []
}
