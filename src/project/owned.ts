/** Says whether a file in a folder (`` is the root) belongs to somebody. */
export type OwnedMatcher = (folder: string, name: string) => boolean

/**
 * Compiles the patterns of owned paths into one test that is cheap for the many files nobody owns: most
 * patterns end in literal text (`conftest.py`, `.toml`), so a name with another end is refused before a
 * path is even put together. Patterns without a literal end are always run. Those with the same end are one
 * pattern, and many tools own the same files.
 */
export function ownedMatcher(patterns: readonly RegExp[]): OwnedMatcher {
  const byTail = new Map<string, RegExp[]>()
  for (const pattern of new Map(patterns.map(pattern => [String(pattern), pattern])).values()) {
    const tails = literalTails(pattern)
    for (const tail of tails.length > 0 ? tails : ['']) {
      byTail.set(tail, [...(byTail.get(tail) ?? []), pattern])
    }
  }
  const always = joined(byTail.get('') ?? [])
  const byLastCharacter: { tail: string; patterns: readonly RegExp[] }[][] = []
  for (const [tail, same] of byTail) {
    if (tail === '') continue
    const last = tail.charCodeAt(tail.length - 1)
    byLastCharacter[last] = [...(byLastCharacter[last] ?? []), { tail, patterns: joined(same) }]
  }
  return (folder, name) => {
    const group = byLastCharacter[name.charCodeAt(name.length - 1)]
    if (!group && always.length === 0) return false
    let path: string | undefined
    for (const { tail, patterns } of group ?? []) {
      if (!name.endsWith(tail)) continue
      path ??= join(folder, name)
      for (const pattern of patterns) if (pattern.test(path)) return true
    }
    path ??= join(folder, name)
    for (const pattern of always) if (pattern.test(path)) return true
    return false
  }
}

/** One pattern for all of them, except those with flags. */
function joined(patterns: readonly RegExp[]): readonly RegExp[] {
  const plain = patterns.filter(({ flags }) => flags === '').map(({ source }) => `(?:${source})`)
  const others = patterns.filter(({ flags }) => flags !== '')
  return plain.length > 0 ? [new RegExp(plain.join('|')), ...others] : others
}

/** The path of something in a folder; `` is the root. */
export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/**
 * The literal texts, without slashes, of which every match of a pattern must have one at its end; none when
 * the source does not say so plainly.
 */
export function literalTails({ source, flags }: RegExp): readonly string[] {
  if (/[imsv]/.test(flags)) return []
  const tails = withoutLastGroup(source).map(literalTail)
  return tails.includes('') ? [] : [...new Set(tails)]
}

/** `x(a|b)$` as `xa$` and `xb$`, `x(a)?$` as `xa$` and `x$`; anything else as it is. */
function withoutLastGroup(source: string): string[] {
  const match = /^(.*)\((?:\?:)?((?:\\[^|]|[^()[\]\\?])*)\)(\??)\$$/.exec(source)
  if (!match) return [source]
  const [, before = '', group = '', optional] = match
  const alternatives = group.split('|').map(alternative => `${before}${alternative}$`)
  return optional ? [...alternatives, `${before}$`] : alternatives
}

function literalTail(source: string): string {
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
