import { type FileOp, insert, set } from '../../../src/model/fix.ts'
import { setting } from '../../../src/model/setting.ts'
import { sameValue, type Value } from '../../../src/model/value.ts'
import { addressFor, giveName, takeOut, write } from './address.ts'
import { type EditorFolder, effective } from './folders.ts'
import { PREFIX } from './rust-analyzer.ts'
import { type Entry, entryIn, type Location } from './settings.ts'
import { todaysName } from './todays-name.ts'

/** Settings of rust-analyzer under old names that have to change together. */
export interface Renaming {
  readonly entries: Together
  /** Today's names, in the order of the entries; the old name where there is none. */
  readonly names: readonly string[]
  /**
   * `rename`: nothing else changes. `duplicate`: today's name is there with the same value. `unread`: nobody
   * reads it. `conflict`: today's name has another value, or another file sets it. `collision`: VS Code drops the
   * old name today. `vain`: today's name needs procedural macros off to have an effect. `by hand`: several settings.
   */
  readonly state: 'rename' | 'duplicate' | 'unread' | 'conflict' | 'collision' | 'vain' | 'by hand'
  readonly ops: readonly FileOp[]
  /** Where today's name is set already. */
  readonly rival?: Entry
}

/** At least one. */
export type Together = readonly [Entry, ...Entry[]]

export function* renamingsOf(view: EditorFolder): Iterable<Renaming> {
  for (const location of view.locations) {
    const own = location.entries.filter(
      entry => entry.language === undefined && entry.name.startsWith(PREFIX),
    )
    const checks = own.filter(entry => entry.name.startsWith(CHECK_ON_SAVE))
    if (isSome(checks)) yield checkOnSave(view, location, checks)
    for (const entry of own) {
      const renaming = checks.includes(entry) ? undefined : single(view, entry)
      if (renaming) yield renaming
    }
  }
}

/**
 * Build scripts run whenever procedural macros do: turning them off alone does nothing
 * (rust-analyzer's config.rs: `run_build_scripts = buildScripts_enable || procMacro_enable`).
 */
export function isVain(view: EditorFolder, name: string, value: Value): boolean {
  if (name !== `${PREFIX}cargo.buildScripts.enable` || value !== false) return false
  return effective(view, PROC_MACRO)?.setting.value !== false
}

export const PROC_MACRO = `${PREFIX}procMacro.enable`
const CHECK_ON_SAVE = `${PREFIX}checkOnSave.`

function isSome(entries: readonly Entry[]): entries is Together {
  return entries.length > 0
}

function single(view: EditorFolder, entry: Entry): Renaming | undefined {
  const { value } = entry.setting
  const today = todaysName(entry.name, value)
  if (!today) return undefined
  const entries: Together = [entry]
  const unchanged = { entries, names: [entry.name], ops: [] }
  if (today === 'by hand') return { ...unchanged, state: 'by hand' }
  if (today === 'unread') return { ...unchanged, state: 'unread', ops: [takeOut(entry)] }
  const common = { entries, names: [today.to] }
  const rival = rivalOf(view, entry, today.to, today.value)
  if (rival) return { ...common, ...rival, ops: rival.state === 'duplicate' ? [takeOut(entry)] : [] }
  const changed = sameValue(value, today.value) ? [] : [set(entry.setting, today.value)]
  const ops = [...changed, ...giveName(entry, today.to)]
  if (!isVain(view, today.to, today.value)) return { ...common, state: 'rename', ops }
  return { ...common, state: 'vain', ops: [...ops, write(entry.location, PROC_MACRO, false)] }
}

/**
 * `checkOnSave` is a switch today, and what else was below it is below `check`. VS Code keeps settings as a
 * tree, in which a switch and a branch of one name cannot both be: all of them have to move at once.
 */
function checkOnSave(view: EditorFolder, location: Location, entries: Together): Renaming {
  const today = entries.map(entry => ({ entry, today: todaysName(entry.name, entry.setting.value) }))
  const names = today.map(each => (typeof each.today === 'object' ? each.today.to : each.entry.name))
  const common = { entries, names }
  const ops: FileOp[] = []
  const object = nestOf(entries[0])
  for (const each of today) {
    if (each.today === 'by hand' || each.today === undefined) return { ...common, state: 'by hand', ops: [] }
    if (each.today === 'unread') {
      if (!object) ops.push(takeOut(each.entry))
      continue
    }
    const { to, value } = each.today
    const rival = rivalOf(view, each.entry, to, value)
    if (rival && (rival.state === 'conflict' || object))
      return { ...common, ...rival, state: 'conflict', ops: [] }
    if (rival) ops.push(takeOut(each.entry))
    else if (object) {
      if (each.entry.name !== `${CHECK_ON_SAVE}enable`) ops.push(insert(addressFor(location, to), value))
    } else {
      if (!sameValue(each.entry.setting.value, value)) ops.push(set(each.entry.setting, value))
      ops.push(...giveName(each.entry, to))
    }
  }
  if (object) ops.push(replaceNest(object, entries))
  const collides = entryIn(location, `${PREFIX}checkOnSave`)
  return { ...common, state: collides ? 'collision' : 'rename', ops }
}

/** The entry of the object that `checkOnSave` was written as, where it was. */
function nestOf({ setting: { document, at }, location }: Entry) {
  return at.length > location.at.length + 1 ? setting(undefined, document, at.slice(0, -1)) : undefined
}

function replaceNest(object: ReturnType<typeof setting<undefined>>, entries: readonly Entry[]): FileOp {
  const enable = entries.find(entry => entry.name === `${CHECK_ON_SAVE}enable`)
  if (enable) return set(object, enable.setting.value)
  return { path: object.document.path, op: { op: 'remove', at: object.at } }
}

function rivalOf(view: EditorFolder, { location }: Entry, to: string, value: Value) {
  const here = entryIn(location, to)
  const rival = here ?? effective(view, to)
  if (!rival) return undefined
  const same = sameValue(rival.setting.value, value)
  return { rival, state: same && here ? ('duplicate' as const) : ('conflict' as const) }
}
