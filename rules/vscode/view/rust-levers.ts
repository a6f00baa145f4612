import type { Fix } from '../../../src/model/fix.ts'
import type { Setting } from '../../../src/model/setting.ts'
import { write } from './address.ts'
import { type EditorFolder, effective } from './folders.ts'
import { PREFIX } from './rust-analyzer.ts'
import { FEW_PROJECTS, LARGE_GRAPH } from './rust-footprint.ts'

/** What makes rust-analyzer keep less: the next setting that helps this project, else what to do by hand. */
export function nextLever(view: EditorFolder): Fix {
  const { packages, linkedProjects, priming, procMacros } = view.rust
  const large = packages > LARGE_GRAPH
  const many = linkedProjects > FEW_PROJECTS
  if (priming && (large || many)) return turnOff(view, PRIMING)
  if (procMacros && large) return turnOff(view, MACROS)
  if (many) return { title: 'link fewer projects', safety: 'manual', why: LINKED }
  return {
    title: 'stop the server while tests and builds run, or run fewer at once',
    safety: 'manual',
    why: SMALL,
  }
}

/** Where each save checks every feature of a large workspace; undefined where checks are narrower. */
export function broadCheck(view: EditorFolder): Setting<unknown> | undefined {
  const value = (name: string) => effective(view, PREFIX + name)?.setting.value
  const narrow = value('checkOnSave') === false || value('check.workspace') === false
  if (view.rust.packages <= LARGE_GRAPH || narrow) return undefined
  const extra = value('check.extraArgs')
  if (Array.isArray(extra) && extra.includes('--all-features')) return at(view, 'check.extraArgs')
  if (value('check.features') === 'all') return at(view, 'check.features')
  return value('cargo.features') === 'all' ? at(view, 'cargo.features') : undefined
}

/** Checks the package of the saved file only. */
export function narrowCheck(view: EditorFolder): Fix {
  const why = 'errors in packages that depend on the saved one show up in a full check only'
  return turnOff(view, { name: 'check.workspace', why })
}

function at(view: EditorFolder, name: string): Setting<unknown> | undefined {
  return effective(view, PREFIX + name)?.setting
}

function turnOff(view: EditorFolder, { name, why }: { name: string; why: string }): Fix {
  const [location] = view.locations
  const title = `set ${PREFIX}${name} to false`
  if (!location)
    return { title, safety: 'manual', why: `the folder has no settings file to put it in; ${why}` }
  const remainder = ['vscode/resident-server']
  return { title, safety: 'unsafe', why, ops: [write(location, PREFIX + name, false)], remainder }
}

const PRIMING = {
  name: 'cachePriming.enable',
  why: 'first completions and jumps get slower; it defers growth more than it prevents it (rust-analyzer#19552)',
}

const MACROS = {
  name: 'procMacro.enable',
  why: 'rust-analyzer does not know then what derive and attribute macros generate',
}

const LINKED = 'a user setting may list only the projects somebody works on; which they are is theirs to say'

const SMALL = 'a project of this size has no setting that saves much'
