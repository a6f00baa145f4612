import type { Document } from '../../../../src/model/document.ts'
import type { Sources } from '../../../../src/model/ecosystem.ts'
import { isTable, type Place, type Value } from '../../../../src/model/value.ts'

/** What a tox file says of its environments. */
export interface ToxFile {
  /** Of these environments, or of those that tox runs by itself, the ones that start pytest. */
  testing(names?: readonly string[]): readonly string[]
}

/** tox's configuration at the root; undefined where it lists no environments. */
export function toxFileIn(sources: Sources): ToxFile | undefined {
  const ini = sources.document('tox.ini')
  const list = ini && (ini.get(['tox', 'env_list']) ?? ini.get(['tox', 'envlist']))
  if (ini && typeof list === 'string')
    return fileOf(ini, expanded(list), name => [`testenv:${name}`], ['testenv'])
  for (const [path, root] of TOML) {
    const document = sources.document(path)
    const names = document?.get([...root, 'env_list'])
    if (!document || !Array.isArray(names)) continue
    const known = names.filter(name => typeof name === 'string')
    return fileOf(document, known, name => [...root, 'env', name], [...root, 'env_run_base'])
  }
  return undefined
}

const TOML: readonly (readonly [string, Place])[] = [
  ['tox.toml', []],
  ['pyproject.toml', ['tool', 'tox']],
]

function fileOf(
  document: Document,
  listed: readonly string[],
  own: (name: string) => Place,
  base: Place,
): ToxFile {
  const commands = (name: string) =>
    document.get([...own(name), 'commands']) ?? document.get([...base, 'commands'])
  return { testing: (names = listed) => names.filter(name => /\bpy\.?test\b/.test(textOf(commands(name)))) }
}

function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  return isTable(value) ? Object.values(value).map(textOf).join(' ') : ''
}

/** More environments than anybody lists: a file of nothing but braces would multiply them. */
const MOST = 500
/** In characters: the patterns look for the end of each brace. */
const LONGEST = 20_000

/** `py{39,310}-{a,b}, lint` is five environments. */
function expanded(list: string): readonly string[] {
  const names = list
    .slice(0, LONGEST)
    .replace(/^[ \t]*#.*$/gm, '')
    .split(/[\s,]+(?![^{]*\})/)
    .filter(name => name !== '')
  return names.flatMap(name => braces(name)).slice(0, MOST)
}

function braces(name: string): readonly string[] {
  let found = ['']
  for (const part of name.split(/(\{[^}]*\})/)) {
    const choices = part.startsWith('{') ? part.slice(1, -1).split(',') : [part]
    found = found.flatMap(begun => choices.map(choice => begun + choice.trim())).slice(0, MOST)
  }
  return found
}
