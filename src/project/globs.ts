import ignore from 'ignore'

/** Whether a path, relative to the root, is matched; a folder's path ends in a slash. */
export type PathMatcher = (path: string) => boolean

/**
 * Compiles globs in the syntax of .gitignore: `docs/`, `*.toml`, `services/*\/Cargo.toml`, `!kept.ini`. A
 * pattern that matches a folder matches everything in it; the last pattern that matches decides.
 */
export function globMatcher(globs: readonly string[]): PathMatcher {
  if (globs.length === 0) return () => false
  const rules = ignore({ ignorecase: false }).add([...globs])
  return path => ignore.isPathValid(path) && rules.ignores(path)
}

/**
 * How often `**` may stand in one pattern. Each more multiplies the time a match takes by the depth of the
 * path: five of them and a folder thirty levels down take 85 ms, so a hostile pattern could stop a run.
 */
export const MOST_DOUBLE_STARS = 3

/** No path is longer, and of much longer patterns JavaScript makes no regular expression. */
export const LONGEST_GLOB = 4096

export function hasTooManyStars(glob: string): boolean {
  return glob.split('**').length - 1 > MOST_DOUBLE_STARS
}
