import type { Comment, Span } from '../../model/document.ts'
import { countUntil, type Element, type Scope, Scopes } from './scopes.ts'
import type { Syntax } from './syntax.ts'

/**
 * Names what each comment belongs to: the element whose line it ends, else the element right below its block
 * of lines, else the section or brackets it is inside of. A block between blank lines, outside of any section's
 * entries, stands `apart`. No name holds an index, so that elements and sections can come and go elsewhere.
 */
export function anchoredComments(syntax: Syntax): readonly Comment[] {
  const stands = standsOf(syntax)
  return stands.map(stand => ({
    start: stand.comment.start,
    end: stand.comment.end,
    text: syntax.text.slice(stand.comment.start, stand.comment.end),
    anchor: stand.beside ?? stand.above ?? (isInside(stand) ? `in ${stand.scope.name}` : 'apart'),
  }))
}

/** Where one comment stands among the elements of its scope. */
interface Stand {
  readonly comment: Span
  readonly scope: Scope
  readonly previous: Element | undefined
  readonly next: Element | undefined
  /** The element that ends on the comment's line, or whose brackets open on it. */
  readonly beside: string | undefined
  /** The element that begins on the line below the comment's block. */
  above: string | undefined
  /** On the line below an element, or below a comment that is. */
  trailing: boolean
}

function isInside({ scope, previous, next, trailing }: Stand): boolean {
  if (scope.opening !== undefined) return true
  if (scope.isRoot) return false
  return previous !== undefined && (trailing || next !== undefined)
}

function standsOf(syntax: Syntax): readonly Stand[] {
  const { text } = syntax
  const scopes = new Scopes(syntax)
  const stands = syntax.comments.map(comment => standOf(text, comment, scopes.at(comment.start)))
  for (const [index, stand] of stands.entries()) stand.trailing = isTrailing(text, stand, stands[index - 1])
  for (const [index, stand] of [...stands.entries()].reverse()) {
    stand.above = elementBelow(text, stand, stands[index + 1])
  }
  return stands
}

function standOf(text: string, comment: Span, scope: Scope): Stand {
  const count = countUntil(scope.elements, comment.start, element => element.end)
  const previous = scope.elements[count - 1]
  const next = scope.elements[count]
  return { comment, scope, previous, next, beside: beside(), above: undefined, trailing: false }

  function beside(): string | undefined {
    if (previous) return newlines(text, previous.end, comment.start) === 0 ? previous.name : undefined
    const opens = scope.opening !== undefined && newlines(text, scope.opening, comment.start) === 0
    return opens ? scope.name : undefined
  }
}

function isTrailing(text: string, stand: Stand, before: Stand | undefined): boolean {
  const { comment, previous, scope } = stand
  if (!previous) return false
  if (before?.scope === scope && before.comment.start >= previous.end) {
    const below = newlines(text, before.comment.end, comment.start) === 1
    return below && (before.trailing || before.beside !== undefined)
  }
  return newlines(text, previous.end, comment.start) === 1
}

function elementBelow(text: string, stand: Stand, after: Stand | undefined): string | undefined {
  const next = stand.next ?? stand.scope.after
  if (after?.scope === stand.scope && (!next || after.comment.start < next.start)) {
    return newlines(text, stand.comment.end, after.comment.start) === 1 ? after.above : undefined
  }
  return next && newlines(text, stand.comment.end, next.start) === 1 ? next.name : undefined
}

/** How many line breaks are between two offsets; 2 stands for more. */
function newlines(text: string, start: number, end: number): 0 | 1 | 2 {
  const first = text.indexOf('\n', start)
  if (first === -1 || first >= end) return 0
  const second = text.indexOf('\n', first + 1)
  return second === -1 || second >= end ? 1 : 2
}
