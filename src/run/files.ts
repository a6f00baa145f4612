import type { Owned } from '../model/ecosystem.ts'
import { type Discovery, discover } from '../project/discover.ts'
import type { RunOptions } from './options.ts'

/** The files of a project that somebody owns; none when nothing can be found in the files that were named. */
export function filesOf({ root, config, only, onProgress }: RunOptions, owns: readonly Owned[]): Discovery {
  if (only && !isAnyOwned(only, owns)) return NOTHING
  return discover(root, {
    owned: owns.map(owned => owned.path),
    include: config.include,
    exclude: config.exclude,
    ...(only && { named: only }),
    ...(onProgress && { onProgress }),
  })
}

const NOTHING: Discovery = { files: [], nested: [], notes: [], leftovers: [], isIgnored: () => false }

/** A hook names every file of a commit. Each place of a finding is in a file that somebody owns. */
function isAnyOwned(paths: Iterable<string>, owns: readonly Owned[]): boolean {
  return [...paths].some(path => owns.some(owned => !owned.listed && owned.path.test(path)))
}
