/** Says whether a file in a folder (`` is the root) belongs to somebody. */
export type OwnedMatcher = (folder: string, name: string) => boolean

/**
 * Compiles the patterns of owned paths into one test that is cheap for the many files nobody owns: most
 * patterns end in literal text (`conftest.py`, `.toml`), so a name with another end is refused before a
 * path is even put together. Patterns without a literal end are always run.
 */
export function ownedMatcher(patterns: readonly RegExp[]): OwnedMatcher {
  const byLastCharacter: { tail: string; pattern: RegExp }[][] = []
  const always: RegExp[] = []
  for (const pattern of patterns) {
    const tail = literalTail(pattern)
    if (tail === '') {
      always.push(pattern)
      continue
    }
    const last = tail.charCodeAt(tail.length - 1)
    byLastCharacter[last] = [...(byLastCharacter[last] ?? []), { tail, pattern }]
  }
  return (folder, name) => {
    const group = byLastCharacter[name.charCodeAt(name.length - 1)]
    if (!group && always.length === 0) return false
    let path: string | undefined
    for (const { tail, pattern } of group ?? []) {
      if (!name.endsWith(tail)) continue
      path ??= join(folder, name)
      if (pattern.test(path)) return true
    }
    path ??= join(folder, name)
    for (const pattern of always) if (pattern.test(path)) return true
    return false
  }
}

/** The path of something in a folder; `` is the root. */
export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/**
 * The literal text, without a slash, in which every match of a pattern must end; `` when its source does
 * not say so plainly.
 */
export function literalTail({ source, flags }: RegExp): string {
  if (/[imsv]/.test(flags)) return ''
  let tail = ''
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at)
    if (char === '$' && at === source.length - 1) return depth === 0 ? tail : ''
    if (char === '|' && depth === 0) return ''
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === '[') at = endOfClass(source, at)
    const literal = char === '\\' ? source.charAt(++at) : char
    tail = (char === '\\' ? /[.-]/ : /[\w-]/).test(literal) ? tail + literal : ''
  }
  return ''
}

function endOfClass(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
  return at
}
