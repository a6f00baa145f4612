import { type FileOp, insert, remove, rename, set } from '../../../src/model/fix.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { type Entry, entryIn, type Location } from './settings.ts'

/** Where a setting would go: into an object that already nests its kind, else flat. */
export function addressFor(location: Location, name: string): Setting<undefined> {
  const { document, at } = location
  const steps = name.split('.')
  const nest = steps[0] === undefined ? [] : [...at, steps[0]]
  const nested = steps.length > 1 && isTable(document.get(nest))
  return setting(undefined, document, nested ? [...at, ...steps] : [...at, name])
}

/** Gives a setting a value, in its spelling when it is there. */
export function write(location: Location, name: string, value: Value): FileOp {
  const entry = entryIn(location, name)
  return entry ? set(entry.setting, value) : insert(addressFor(location, name), value)
}

/** Takes a setting out, and the objects around it that would be empty then. */
export function takeOut({ setting: { document, at }, location }: Entry): FileOp {
  let place: Place = at
  while (place.length > location.at.length + 1) {
    const parent = document.get(place.slice(0, -1))
    if (!isTable(parent) || Object.keys(parent).length > 1) break
    place = place.slice(0, -1)
  }
  return remove(setting(undefined, document, place))
}

/** Gives a setting another name and keeps its spelling; in nested objects that may mean another object. */
export function giveName(entry: Entry, name: string): readonly FileOp[] {
  const { setting: old, location } = entry
  const spelt = old.at.slice(location.at.length)
  if (spelt.length === 1) return [rename(old, name)]
  for (let depth = spelt.length - 1; depth > 0; depth--) {
    const outer = `${spelt.slice(0, depth).join('.')}.`
    if (!name.startsWith(outer)) continue
    const steps = name.slice(outer.length).split('.')
    const [only] = steps
    if (depth === spelt.length - 1 && steps.length === 1 && only !== undefined) return [rename(old, only)]
    const at = [...location.at, ...spelt.slice(0, depth), ...steps]
    return [insert(setting(undefined, location.document, at), old.value), takeOut(entry)]
  }
  return [insert(addressFor(location, name), old.value), takeOut(entry)]
}
