/**
 * `crates/*` as cargo and npm's workspaces read it: a star stays within one folder name, two stars cross them, a question mark is one
 * character. Takes time in proportion to pattern times path whatever the pattern is.
 */
export function matchesGlob(glob: string, path: string): boolean {
  return matches(glob.split('/'), path.split('/'), '**', matchesName)
}

function matchesName(pattern: string, name: string): boolean {
  return matches([...pattern], [...name], '*', (one, character) => one === '?' || one === character)
}

/** Only the last star is ever tried again: what an earlier one took may stay as short as it was. */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  isMatch: (pattern: string, item: string) => boolean,
): boolean {
  let at = 0
  let afterStar = -1
  let retry = 0
  for (let index = 0; index < items.length; ) {
    const one = pattern[at]
    if (one === star) {
      afterStar = ++at
      retry = index
    } else if (one !== undefined && isMatch(one, items[index] ?? '')) {
      at++
      index++
    } else if (afterStar >= 0) {
      at = afterStar
      index = ++retry
    } else return false
  }
  return pattern.slice(at).every(rest => rest === star)
}
