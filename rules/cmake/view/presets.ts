import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { folderOf, inFolder } from '../../common/paths.ts'

export const PRESETS = /(^|\/)CMake(User)?Presets\.json$/

/** A preset of `buildPresets` that can be asked for. */
export interface BuildPreset {
  readonly name: string
  readonly folder: string
  /** Its own number of jobs, or the one that it inherits; undefined where there is none. */
  readonly jobs: Setting<Value> | undefined
  /** What it hands to the build tool. */
  readonly options: Setting<Value> | undefined
  /** Of its configuration; undefined where nothing says one. */
  readonly generator: Value | undefined
  /** Whether it is meant for Windows, where the generator is another one when nothing says which. */
  readonly isForWindows: boolean
}

/** The build presets of a folder that can be followed through everything that they inherit. */
export function buildPresets(sources: Sources, folder: string): readonly BuildPreset[] {
  const documents = ['CMakePresets.json', 'CMakeUserPresets.json'].flatMap(
    name => sources.document(inFolder(folder, name)) ?? [],
  )
  const builds = readPresets(documents, 'buildPresets')
  const configurations = readPresets(documents, 'configurePresets')
  return [...builds.values()].flatMap((preset): BuildPreset[] => {
    const chain = chainOf(preset, builds)
    const configured = chain && firstOf(chain, 'configurePreset')?.value
    const configuration = typeof configured === 'string' ? configurations.get(configured) : undefined
    const above = configuration && chainOf(configuration, configurations)
    if (!chain || !above || !configuration || preset.document.get([...preset.at, 'hidden']) === true)
      return []
    const said = above.map(({ document, at }) => document.get(at) ?? null)
    return [
      {
        name: preset.name,
        folder,
        jobs: firstOf(chain, 'jobs'),
        options: firstOf(chain, 'nativeToolOptions'),
        generator: firstOf(above, 'generator')?.value,
        isForWindows: /windows|msvc|"architecture"|\bcl(\.exe)?"/i.test(JSON.stringify(said)),
      },
    ]
  })
}

/** Of every folder that has presets. */
export function allBuildPresets(sources: Sources): readonly BuildPreset[] {
  const folders = new Set(sources.matching(PRESETS).map(folderOf))
  return [...folders].flatMap(folder => buildPresets(sources, folder))
}

interface Preset {
  readonly name: string
  readonly document: Document
  readonly at: Place
}

function readPresets(documents: readonly Document[], kind: string): ReadonlyMap<string, Preset> {
  const presets = documents.flatMap(document => {
    const list = document.get([kind])
    return (Array.isArray(list) ? list : []).flatMap((preset, index) =>
      isTable(preset) && typeof preset.name === 'string'
        ? [{ name: preset.name, document, at: [kind, index] }]
        : [],
    )
  })
  return new Map(presets.map(preset => [preset.name, preset]))
}

/**
 * A preset and those that it inherits from, in the order in which they are asked; undefined where one of them is in
 * another file, or where they inherit from each other.
 */
function chainOf(
  preset: Preset,
  all: ReadonlyMap<string, Preset>,
  below: readonly Preset[] = [],
): readonly Preset[] | undefined {
  if (below.includes(preset)) return undefined
  const inherits = preset.document.get([...preset.at, 'inherits'])
  const names = typeof inherits === 'string' ? [inherits] : Array.isArray(inherits) ? inherits : []
  const chain = [preset]
  for (const name of names) {
    const parent = all.get(String(name))
    const more = parent && chainOf(parent, all, [...below, preset])
    if (!more) return undefined
    chain.push(...more)
  }
  return chain
}

function firstOf(chain: readonly Preset[], key: string): Setting<Value> | undefined {
  for (const { document, at } of chain) {
    const value = document.get([...at, key])
    if (value !== undefined && value !== null) return setting(value, document, [...at, key])
  }
  return undefined
}
