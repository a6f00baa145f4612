import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Table, type Value } from '../../../src/model/value.ts'
import { holdsObject, NESTING_NAMES } from './rust-analyzer.ts'

/**
 * A place where VS Code reads settings of a folder. `folder`: .vscode/settings.json; `workspace`: the
 * settings of a .code-workspace; `devcontainer`: the machine settings of a container.
 */
export interface Location {
  readonly kind: 'folder' | 'workspace' | 'devcontainer'
  readonly document: Document
  /** Where the settings are in the file. */
  readonly at: Place
  readonly entries: readonly Entry[]
}

/** One setting under its full name, whichever way it is spelt: flat, nested or in a language block. */
export interface Entry {
  /** `rust-analyzer.procMacro.enable` */
  readonly name: string
  readonly setting: Setting<Value>
  /** `[rust]`, when it is in a language block. */
  readonly language?: string
  readonly location: Location
}

/** Undefined where the file has no settings there. */
export function readLocation(kind: Location['kind'], document: Document, at: Place): Location | undefined {
  const settings = document.get(at)
  if (!isTable(settings)) return undefined
  const entries: Entry[] = []
  const location: Location = { kind, document, at, entries }
  for (const [key, value] of Object.entries(settings)) {
    const isBlock = LANGUAGE_BLOCK.test(key) && isTable(value)
    if (isBlock) collect(value, { location, at: [...at, key], prefix: '', language: key }, entries)
    else collectOne(key, value, { location, at, prefix: '' }, entries)
  }
  return location
}

/** The entry of a name outside language blocks. VS Code merges spellings; the last one counts. */
export function entryIn(location: Location, name: string): Entry | undefined {
  return location.entries.findLast(entry => entry.name === name && entry.language === undefined)
}

/** `[rust]`, `[javascript][typescript]` */
const LANGUAGE_BLOCK = /^(\[[^\]]+\])+$/

/** Nests of settings beside rust-analyzer's that rules ask about. */
const NESTS = new Set([
  'files',
  'python',
  'python.analysis',
  'python.testing',
  'typescript',
  'typescript.tsserver',
  'typescript.tsserver.experimental',
  'js/ts',
  'js/ts.tsserver',
  'js/ts.tsserver.experimental',
  'go',
  'gopls',
  'gopls.build',
  'C_Cpp',
  'C_Cpp.intelliSense',
  'clangd',
  'java',
  'java.jdt',
  'java.jdt.ls',
])

interface Nest {
  readonly location: Location
  readonly at: Place
  readonly prefix: string
  readonly language?: string
}

function collect(nested: Table, nest: Nest, entries: Entry[]): void {
  for (const [key, value] of Object.entries(nested)) collectOne(key, value, nest, entries)
}

function collectOne(key: string, value: Value, nest: Nest, entries: Entry[]): void {
  const { location, prefix, language } = nest
  const name = prefix + key
  const at = [...nest.at, key]
  if (isTable(value) && isNest(name, value)) {
    collect(value, { ...nest, at, prefix: `${name}.` }, entries)
    return
  }
  entries.push({
    name,
    setting: setting(value, location.document, at),
    location,
    ...(language !== undefined && { language }),
  })
}

function isNest(name: string, value: Table): boolean {
  if (NESTS.has(name)) return true
  // Before 2022 the custom snippets themselves stood where their nest is today.
  if (name === 'rust-analyzer.completion.snippets') return 'custom' in value
  return NESTING_NAMES.has(name) && !holdsObject(name)
}
