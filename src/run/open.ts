import { formatOfNewFile, loadReaders, loadShell, type Read } from '../documents/index.ts'
import type { Reread } from '../engine/apply.ts'
import type { Format } from '../model/document.ts'
import type { Owned } from '../model/ecosystem.ts'
import type { ReadShell } from '../model/shell.ts'
import type { Discovery } from '../project/discover.ts'
import { makeSources, type ProjectSources, reader } from '../project/sources.ts'
import type { RunOptions } from './options.ts'
import { knownFootprints } from './setup.ts'

/** The files of a project, ready to be read, and a way to read what a fix makes of one. */
export interface Opened {
  readonly sources: ProjectSources
  readonly reread: Reread
}

/** Loads the readers of the formats that matter here, and no others. */
export async function open(found: Discovery, owns: readonly Owned[], options: RunOptions): Promise<Opened> {
  const fromDisk = reader(options.root)
  const readable = new Set<Format>()
  let read: Read = path => {
    throw new Error(`${path} is parsed before the readers are loaded`)
  }
  const files = [...new Set([...found.files, ...(options.texts?.keys() ?? [])])]
  const count = { reading: 0, parsing: 0 }
  const tell = (step: 'reading' | 'parsing') =>
    options.onProgress?.({ step, done: ++count[step], total: files.length })
  let readShell: ReadShell | undefined
  const sources = makeSources({
    files,
    read: path => {
      tell('reading')
      const text = options.texts?.get(path)
      return text === undefined ? fromDisk(path) : { kind: 'text', text }
    },
    formatOf: path =>
      owns.find(owned => !owned.listed && readable.has(owned.format) && owned.path.test(path))?.format,
    parse: (path, format, text) => {
      tell('parsing')
      return read(path, format, text)
    },
    isListed: path => !options.texts?.has(path) && isListed(path, owns),
    readShell: script => readShell?.(script),
    isIgnored: found.isIgnored,
  })
  const mattering = thatMatter(sources, owns, knownFootprints(options.config))
  for (const format of neededFormats(sources, mattering, options)) readable.add(format)
  read = await loadReaders(readable)
  if (hasScripts(sources, mattering)) readShell = await loadShell()
  return { sources, reread: (path, text) => read(path, formatOf(path, owns), text) }
}

/** A format is needed when a file of it can matter; Python is dear, and few Python files matter. */
function neededFormats(
  sources: ProjectSources,
  owns: readonly Owned[],
  { config }: RunOptions,
): ReadonlySet<Format> {
  // What the user declared heavy may be the only thing that matters, and no ecosystem knows its name.
  const mayMatter = Object.keys(config.heavyConstructors).length > 0

  const needed = new Set<Format>()
  for (const path of sources.paths) {
    for (const owned of owns) {
      if (owned.listed || needed.has(owned.format) || !owned.path.test(path)) continue
      if (!owned.mentions || mayMatter || owned.mentions.test(sources.text(path) ?? ''))
        needed.add(owned.format)
    }
  }
  return needed
}

function isListed(path: string, owns: readonly Owned[]): boolean {
  return (
    owns.some(owned => owned.listed && owned.path.test(path)) &&
    !owns.some(owned => !owned.listed && owned.path.test(path))
  )
}

/** Whether any script can matter: reading them costs a parser of its own. */
function hasScripts(sources: ProjectSources, owns: readonly Owned[]): boolean {
  return owns.some(({ path, runs }) => runs && isSaid(sources, path, runs))
}

/** Those of which another file, or the configuration, says that they matter. */
function thatMatter(
  sources: ProjectSources,
  owns: readonly Owned[],
  footprints: readonly string[],
): readonly Owned[] {
  const said = new Map<object, boolean>()
  return owns.filter(({ besides = [] }) =>
    besides.every(other => {
      const { path, mentions = /^/, kind = '' } = other
      const matters = said.get(other) ?? (footprints.includes(kind) || isSaid(sources, path, mentions))
      said.set(other, matters)
      return matters
    }),
  )
}

function isSaid(sources: ProjectSources, path: RegExp, text: RegExp): boolean {
  return sources.matching(path).some(file => text.test(sources.text(file) ?? ''))
}

function formatOf(path: string, owns: readonly Owned[]): Format {
  return owns.find(owned => owned.path.test(path))?.format ?? formatOfNewFile(path)
}
