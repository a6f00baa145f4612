import type { Sources } from '../../../src/model/ecosystem.ts'
import { set } from '../../../src/model/fix.ts'
import { setting } from '../../../src/model/setting.ts'
import { unboundedFlag } from '../../common/make/flags.ts'
import { isInside } from '../../common/paths.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'
import { variablesIn } from '../../common/variables.ts'
import { namesOtherGenerator } from './generator.ts'
import { allBuildPresets, type BuildPreset } from './presets.ts'

/**
 * Presets that leave the number of jobs open: `"jobs": 0` is `-j` without a number, and no `jobs` at all is one job. What
 * is in `nativeToolOptions` has the last word (CMake 3.25 and 4.1).
 */
export function presetBuilds(sources: Sources): readonly Unbounded[] {
  const builds = allBuildPresets(sources)
    .filter(preset => mayUseMake(preset, sources))
    .flatMap(preset => inOptions(preset) ?? (isLevelSet(preset, sources) ? [] : inJobs(preset)))
  // Several presets may inherit the same number.
  const places = builds.map(({ at }) => JSON.stringify([at.document.path, at.at]))
  return builds.filter((_, index) => places.indexOf(places[index] ?? '') === index)
}

/** Whether a preset may hand its flags to make, cmake's default where there is no Visual Studio. */
export function mayUseMake({ generator, isForWindows }: BuildPreset, sources: Sources): boolean {
  if (typeof generator === 'string') return /^(Unix|MinGW|MSYS) Makefiles$/.test(generator)
  return generator === undefined && !isForWindows && !namesOtherGenerator(sources)
}

function inJobs({ name, folder, jobs }: BuildPreset): Unbounded[] {
  if (jobs?.value !== 0) return []
  return [
    {
      at: jobs,
      words: '"jobs": 0',
      reason: 'to cmake, that is -j without a number',
      when: `cmake --build --preset ${name}`,
      folder,
      kind: 'preset',
      write: number => set(jobs, number),
      title: number => `"jobs": ${number}`,
    },
  ]
}

/** Undefined where nothing in there is about jobs. */
function inOptions({ name, folder, options }: BuildPreset): Unbounded[] | undefined {
  const texts = Array.isArray(options?.value) ? options.value.map(String) : []
  if (!options || !texts.some(text => /^(-\w*[jl]|--jobs|--load-average|--max-load)/.test(text)))
    return undefined
  const flag = unboundedFlag(
    texts.map((text, index) => ({
      text,
      value: text.includes('$') ? undefined : text,
      start: index,
      end: index + 1,
    })),
  )
  if (!flag || flag.variable !== undefined) return []
  const at = setting(flag.text, options.document, [...options.at, flag.span.start])
  return [
    {
      at,
      words: `${flag.text} in nativeToolOptions`,
      when: `cmake --build --preset ${name}`,
      folder,
      kind: 'preset',
      write: number => set(at, flag.with(number)),
      title: number => flag.title(number),
    },
  ]
}

/** A number in the environment wins over a preset's: silent where one is set beside or above. */
function isLevelSet(preset: BuildPreset, sources: Sources): boolean {
  return variablesIn(sources, LEVEL).some(
    ({ name, value, folder }) => LEVEL.test(name) && /^[1-9]/.test(value) && isInside(preset.folder, folder),
  )
}

export const LEVEL = /\bCMAKE_BUILD_PARALLEL_LEVEL\b/
