import type { Sources } from '../../../src/model/ecosystem.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import type { RepositoryCommand } from '../commands.ts'
import { inFolder, withSteps } from '../paths.ts'
import { startedBy } from './programs.ts'

/** A script of package.json by its name, or a recipe by its target. */
export interface CalledScript {
  /** The file in which it stands. */
  readonly path: string
  readonly name: string
}

/** Texts in which something is called that stands elsewhere. */
export const CALLS = /\b(npm|pnpm|yarn|bun|g?make)\b|\$[({]MAKE[)}]/

/**
 * What a command calls as it stands there: `npm test`, `pnpm run x`, `yarn x`, `make -C web check`. Nothing where it is handed
 * words on that may change what it starts, and where its folder cannot be told.
 */
export function calledScripts(
  { command, runsIn }: RepositoryCommand,
  sources: Sources,
): readonly CalledScript[] {
  if (runsIn === undefined) return []
  const manager = startedBy(command, MANAGER)
  if (manager) return scriptOf(manager.name.text, manager.arguments, runsIn)
  const make = startedBy(command, MAKE)
  return make ? targetsOf(make.arguments, runsIn, sources) : []
}

const MANAGER = /^(npm|pnpm|yarn|bun)$/
const MAKE = /^(?:\S*\/)?(?:(?:g|gnu|mingw32-)?make|\$[({]MAKE[)}])$/

function scriptOf(manager: string, words: readonly ShellWord[], runsIn: string): CalledScript[] {
  const own = readOptions(
    words.filter(({ text }) => text !== '--'),
    HARMLESS,
  )
  const folder = own && folderOf(runsIn, own.folders)
  if (!own || folder === undefined) return []
  const [verb = '', ...more] = own.positionals
  const isRun = /^run(-script)?$/.test(verb)
  const isScript = isRun || isScriptOf(manager, verb)
  const [name = '', ...handed] = isRun ? more : [verb === 't' ? 'test' : verb, ...more]
  if (!isScript || name === '' || handed.length > 0) return []
  return [{ path: inFolder(folder, 'package.json'), name }]
}

/** Without `run`: a test of bun's is another thing. */
function isScriptOf(manager: string, verb: string): boolean {
  if (manager === 'bun') return false
  return manager !== 'npm' || /^(t|test|start)$/.test(verb)
}

/** Of the manager itself, or handed on, it changes neither how many processes start nor which. */
const HARMLESS =
  /^(-s|-q|--(silent|if-present|no-bail|ci|coverage|run|verbose|forceExit|passWithNoTests|watch=false|no-watch|color|no-color))$/

/** `make test lint` calls both. */
function targetsOf(words: readonly ShellWord[], runsIn: string, sources: Sources): CalledScript[] {
  const own = readOptions(
    words,
    /^(-[ksBi]{1,4}|-j\d{0,3}|\d{1,3}|--(jobs|silent|keep-going|no-print-directory).*)$/,
  )
  const folder = own && folderOf(runsIn, own.folders)
  if (!own || folder === undefined || own.positionals.some(word => word.includes('='))) return []
  const path = MAKEFILES.map(name => inFolder(folder, name)).find(each => sources.has(each))
  return path === undefined ? [] : own.positionals.map(name => ({ path, name }))
}

/** In the order in which make looks for them. */
const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile']

const FOLDER = /^(--prefix|-C|--dir|--cwd|--directory)$/

interface Words {
  readonly folders: readonly string[]
  readonly positionals: readonly string[]
}

/** Undefined where a word cannot be told, or is an option of another kind than these. */
function readOptions(words: readonly ShellWord[], harmless: RegExp): Words | undefined {
  const folders: string[] = []
  const positionals: string[] = []
  for (let index = 0; index < words.length; index++) {
    const { value } = words[index] as ShellWord
    if (value === undefined) return undefined
    const [name = '', joined] = value.split(/=(.*)/s)
    if (FOLDER.test(name)) {
      const to = joined ?? words[++index]?.value
      if (to === undefined) return undefined
      folders.push(to)
    } else if (harmless.test(value)) continue
    else if (value.startsWith('-')) return undefined
    else positionals.push(value)
  }
  return { folders, positionals }
}

function folderOf(runsIn: string, steps: readonly string[]): string | undefined {
  return steps.reduce<string | undefined>(
    (folder, step) => (folder === undefined ? undefined : withSteps(folder, step)),
    runsIn,
  )
}
