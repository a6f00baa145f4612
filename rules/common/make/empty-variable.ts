import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { asPattern } from '../as-pattern.ts'

export const MAKEFILE = /(^|\/)(GNUmakefile|[Mm]akefile|[^/]+\.mk)$/

/** Why a variable of make has no value, unless somebody gives it one. */
export interface EmptyVariable {
  readonly reason: string
  /** Why a number in its place may not be what is wanted. */
  readonly doubt?: string
  /** The one place where it is set, to nothing: a default can be written there. */
  readonly default?: Setting<string>
}

/**
 * Only what one Makefile shows by itself: nothing is included, no other Makefile sets the variable, and this one says
 * nothing of it beyond setting it to nothing and handing it to `-j`.
 */
export function emptyVariable(name: string, path: string, sources: Sources): EmptyVariable | undefined {
  const others = sources.matching(MAKEFILE).filter(other => other !== path)
  if (others.some(other => sets(sources.text(other) ?? '', name))) return undefined
  const text = sources.text(path) ?? ''
  if (name === 'nproc') return sets(text, name) ? undefined : { reason: NPROC }
  if (path.endsWith('.mk') || /^[ \t]*[-s]?include\b/m.test(text)) return undefined
  if (otherMentions(text, name)) return undefined
  const definitions = definitionsOf(name, path, sources)
  const reason = definitions.length > 0 ? `${name} is set to nothing` : `nothing sets ${name}`
  const [definition, ...more] = definitions
  if (definition && more.length === 0 && !definition.value.includes('#'))
    return { reason, default: definition }
  return { reason, doubt: `who sets ${name} would no longer be heard` }
}

/** A recipe's shell would have run it as `$$(nproc)`, and a variable of make has it as `$(shell nproc)`. */
export const NPROC = '$(nproc) is a variable of make, which nothing sets, and not the command'

function sets(text: string, name: string): boolean {
  return new RegExp(
    `(?:^|[^\\w.-])${asPattern(name)}[ \\t]*[:?+!]*=|\\bdefine[ \\t]+${asPattern(name)}\\b`,
  ).test(text)
}

function otherMentions(text: string, name: string): boolean {
  const quoted = asPattern(name)
  const rest = text
    .replace(/(^|\s)#.*$/gm, '')
    .replace(new RegExp(`^[ \\t]*${quoted}[ \\t]*[:?]{0,3}=[ \\t]*$`, 'gm'), '')
    .replace(new RegExp(`(?:-\\w*j|--jobs)[ \\t]*"?\\$[({]${quoted}[)}]`, 'g'), '')
  return new RegExp(`(?:^|[^\\w.-])${quoted}(?![\\w.-])`).test(rest)
}

function definitionsOf(name: string, path: string, sources: Sources): readonly Setting<string>[] {
  const document = sources.document(path)
  const lines = document?.get([])
  if (!document || !Array.isArray(lines)) return []
  const definition = new RegExp(`^[ \\t]*${asPattern(name)}[ \\t]*[:?]{0,3}=`)
  return lines.flatMap((line, index) =>
    definition.test(String(line)) ? [setting(String(line), document, [index])] : [],
  )
}
