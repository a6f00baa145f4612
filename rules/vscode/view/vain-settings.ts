import { type FileOp, insert } from '../../../src/model/fix.ts'
import { setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import { addressFor, takeOut, write } from './address.ts'
import { type EditorFolder, effective } from './folders.ts'
import { isVain, PROC_MACRO } from './renames.ts'
import { movesMemory, nearestTo, PREFIX, standingOf } from './rust-analyzer.ts'
import { type Entry, entryIn } from './settings.ts'

/** A setting that is written down and has no effect. */
export interface VainSetting {
  readonly entry: Entry
  readonly reason: VainReason
  /** Whether somebody may rely on it to save memory. */
  readonly believed: boolean
  readonly ops: readonly FileOp[]
}

/**
 * `dead`: accepted and read by nothing; with `pinned` an older server may read it. `never`: no version knows it.
 * `unknown`: this table does not know it; `near` is the name it resembles. `language`: written in a language block,
 * where its tool does not look; `inForce` says that its value holds anyway or another does. `macros`: needs
 * procedural macros off. `hints`: has a successor of another tool. `machine`: read from machine settings only.
 */
export type VainReason =
  | { readonly is: 'dead'; readonly pinned: boolean }
  | { readonly is: 'never' }
  | { readonly is: 'unknown'; readonly near?: string }
  | { readonly is: 'language'; readonly block: string; readonly inForce: boolean }
  | { readonly is: 'macros' }
  | { readonly is: 'hints'; readonly off: boolean }
  | { readonly is: 'obsolete' }
  | { readonly is: 'machine' }

export function* vainSettings(view: EditorFolder): Iterable<VainSetting> {
  for (const entry of view.locations.flatMap(location => location.entries)) {
    const vain = entry.name.startsWith(PREFIX) ? ofRust(view, entry) : ofOthers(entry)
    if (vain) yield vain
  }
}

const INLAY_HINTS = `${PREFIX}inlayHints.enable`
const EDITOR_HINTS = 'editor.inlayHints.enabled'

/** Obsolete in gopls' own list of settings, where it says that it has no effect. */
const GOPLS_OBSOLETE = ['gopls.memoryMode', 'gopls.build.memoryMode']

/** Machine-scoped in the package.json of Pylance and of cpptools: VS Code ignores them in a folder's or workspace's settings. */
const MACHINE_SCOPED = [
  'python.analysis.nodeArguments',
  'python.analysis.nodeExecutable',
  'C_Cpp.maxCachedProcesses',
  'C_Cpp.maxConcurrentThreads',
  'C_Cpp.maxMemory',
  'C_Cpp.intelliSense.maxCachedProcesses',
  'C_Cpp.intelliSense.maxMemory',
]

function ofOthers(entry: Entry): VainSetting | undefined {
  if (GOPLS_OBSOLETE.includes(entry.name)) {
    return { entry, reason: { is: 'obsolete' }, believed: true, ops: [takeOut(entry)] }
  }
  const isMachineFile = entry.location.kind === 'devcontainer'
  if (!MACHINE_SCOPED.includes(entry.name) || isMachineFile) return undefined
  return { entry, reason: { is: 'machine' }, believed: true, ops: [] }
}

function ofRust(view: EditorFolder, entry: Entry): VainSetting | undefined {
  const {
    name,
    setting: { value },
  } = entry
  const standing = standingOf(name)
  const common = { entry, believed: movesMemory(name), ops: [takeOut(entry)] }
  if (name === INLAY_HINTS) {
    return { ...common, believed: true, reason: { is: 'hints', off: value === false }, ops: hintsOps(entry) }
  }
  if (isDead(name)) {
    const pinned = effective(view, `${PREFIX}server.path`) !== undefined
    return { ...common, reason: { is: 'dead', pinned } }
  }
  if (standing.is === 'never') return { ...common, reason: { is: 'never' } }
  if (standing.is === 'unknown' || isLost(name)) {
    const near = nearestTo(name)
    return {
      ...common,
      believed: near !== undefined && movesMemory(near),
      reason: { is: 'unknown', ...(near && { near }) },
    }
  }
  if (entry.language !== undefined) return inBlock(view, entry, entry.language)
  if (isVain(view, name, value)) {
    return { ...common, reason: { is: 'macros' }, ops: [write(entry.location, PROC_MACRO, false)] }
  }
  return undefined
}

/** Old names of dead settings are as dead. */
function isDead(name: string): boolean {
  const standing = standingOf(name)
  return standing.is === 'renamed' ? isDead(standing.to) : standing.is === 'dead'
}

/** An old name whose successor is gone too. */
function isLost(name: string): boolean {
  const standing = standingOf(name)
  return standing.is === 'renamed' && standingOf(standing.to).is === 'unknown'
}

/** rust-analyzer's settings are the window's or a folder's, never a language's. */
function inBlock(view: EditorFolder, entry: Entry, block: string): VainSetting {
  const inForce = effective(view, entry.name) !== undefined
  const moved = inForce ? [] : [insert(addressFor(entry.location, entry.name), entry.setting.value)]
  return {
    entry,
    reason: { is: 'language', block, inForce },
    believed: movesMemory(entry.name),
    ops: [...moved, takeOut(entry)],
  }
}

/** The editor shows the hints, and can leave them out for Rust. `true` is its default. */
function hintsOps(entry: Entry): readonly FileOp[] {
  const {
    location,
    setting: { value, document },
  } = entry
  const block = location.entries.find(each => each.language === '[rust]' && each.name === EDITOR_HINTS)
  if (value !== false || block || entryIn(location, EDITOR_HINTS)) return [takeOut(entry)]
  const off: Value = 'off'
  return [insert(setting(undefined, document, [...location.at, '[rust]', EDITOR_HINTS]), off), takeOut(entry)]
}
