import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Place } from '../../../src/model/value.ts'
import { type BuildOutput, buildOutputsOf } from './build-output.ts'
import { type Container, containerOf } from './containers.ts'
import type { RustProject } from './rust-footprint.ts'
import { type Server, serversOf } from './servers.ts'
import { type Entry, entryIn, type Location, readLocation } from './settings.ts'

/** What VS Code makes of one folder: its settings, strongest first, and the servers that it starts. */
export interface EditorFolder {
  /** Relative to the root; `` is the root. */
  readonly folder: string
  readonly locations: readonly Location[]
  readonly servers: readonly Server[]
  readonly buildOutputs: readonly BuildOutput[]
  readonly containers: readonly Container[]
  readonly rust: RustProject
  /** JavaScript and TypeScript packages in and below the folder. */
  readonly packages: number
}

/** The entry that VS Code follows: a folder's settings before a workspace's before a container's. */
export function effective(view: Pick<EditorFolder, 'locations'>, name: string): Entry | undefined {
  for (const location of view.locations) {
    const entry = entryIn(location, name)
    if (entry) return entry
  }
  return undefined
}

/** The files VS Code reads, in the order of their precedence. */
export const FILES = {
  settings: /(^|\/)\.vscode\/settings\.json$/,
  /** Copied to .vscode/settings.json by the project's own tool (rust-lang/rust: `x.py setup editor`). */
  template: /(^|\/)rust_analyzer_settings\.json$/,
  workspace: /\.code-workspace$/,
  devcontainer: /(^|\/)\.devcontainer(\/([^/]+\/)?devcontainer)?\.json$/,
  extensions: /(^|\/)\.vscode\/extensions\.json$/,
}

export function readFolders(sources: Sources): readonly EditorFolder[] {
  const found = new Map<string, Found>()
  for (const { pattern, take } of TAKERS) {
    for (const path of sources.matching(pattern)) {
      const document = sources.document(path)
      const folder = path.replace(/(^|\/)(\.vscode\/[^/]+|\.devcontainer(\.json|\/.*)|[^/]+)$/, '')
      const entry = found.get(folder) ?? { locations: [], containers: [], extensions: [], unwanted: [] }
      found.set(folder, entry)
      if (document) take(document, entry)
    }
  }
  return [...found].map(([folder, files]) => folderOf(folder, files, sources))
}

interface Found {
  readonly locations: Location[]
  readonly containers: Container[]
  readonly extensions: Setting<string>[]
  readonly unwanted: Setting<string>[]
}

const TAKERS: readonly { pattern: RegExp; take(document: Document, into: Found): void }[] = [
  { pattern: FILES.settings, take: (document, into) => addLocation(into, 'folder', document, []) },
  { pattern: FILES.template, take: (document, into) => addLocation(into, 'folder', document, []) },
  {
    pattern: FILES.workspace,
    take(document, into) {
      addLocation(into, 'workspace', document, ['settings'])
      into.extensions.push(...stringsAt(document, ['extensions', 'recommendations']))
      into.unwanted.push(...stringsAt(document, ['extensions', 'unwantedRecommendations']))
    },
  },
  {
    pattern: FILES.devcontainer,
    take(document, into) {
      into.containers.push(containerOf(document))
      addLocation(into, 'devcontainer', document, ['customizations', 'vscode', 'settings'])
      addLocation(into, 'devcontainer', document, ['settings'])
      into.extensions.push(...stringsAt(document, ['customizations', 'vscode', 'extensions']))
      into.extensions.push(...stringsAt(document, ['extensions']))
    },
  },
  {
    pattern: FILES.extensions,
    take(document, into) {
      into.extensions.push(...stringsAt(document, ['recommendations']))
      into.unwanted.push(...stringsAt(document, ['unwantedRecommendations']))
    },
  },
]

function addLocation(into: Found, kind: Location['kind'], document: Document, at: Place): void {
  const location = readLocation(kind, document, at)
  if (location) into.locations.push(location)
}

function folderOf(
  folder: string,
  { locations, containers, extensions, unwanted }: Found,
  sources: Sources,
): EditorFolder {
  const refused = unwanted.map(extension => extension.value.toLowerCase())
  const wanted = extensions.filter(extension => !refused.includes(extension.value.toLowerCase()))
  const entries = locations.flatMap(location => location.entries)
  const settings = { locations }
  return {
    folder,
    locations,
    servers: serversOf(entries, wanted),
    buildOutputs: buildOutputsOf(folder, sources),
    containers,
    rust: rustProjectOf(folder, settings, sources),
    packages: sources.matching(PACKAGE).filter(path => folder === '' || path.startsWith(`${folder}/`)).length,
  }
}

const PACKAGE = /(^|\/)package\.json$/

function rustProjectOf(
  folder: string,
  settings: Pick<EditorFolder, 'locations'>,
  sources: Sources,
): RustProject {
  const value = (name: string) => effective(settings, `rust-analyzer.${name}`)?.setting.value
  const linked = value('linkedProjects')
  const projects = Array.isArray(linked) ? linked : []
  const folders = projects.map(project => (typeof project === 'string' ? folderOfManifest(project) : ''))
  const locks = new Set(
    ['', ...folders].map(below => [folder, below, 'Cargo.lock'].filter(Boolean).join('/')),
  )
  let packages = 0
  for (const lock of locks) packages += sources.text(lock)?.match(/^\[\[package\]\]/gm)?.length ?? 0
  return {
    packages,
    linkedProjects: projects.length,
    priming: value('cachePriming.enable') !== false && value('primeCaches.enable') !== false,
    procMacros: value('procMacro.enable') !== false,
  }
}

/** `crates/server` of `${workspaceFolder}/crates/server/Cargo.toml` */
function folderOfManifest(path: string): string {
  return path.replace(/^(\$\{workspaceFolder\}\/|\.\/)/, '').replace(/(^|\/)[^/]*\.(toml|json)$/, '')
}

function stringsAt(document: Document, at: Place): readonly Setting<string>[] {
  const list = document.get(at)
  if (!Array.isArray(list)) return []
  return list.flatMap((item, index) =>
    typeof item === 'string' ? [setting(item, document, [...at, index])] : [],
  )
}
