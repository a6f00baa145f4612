import type { Comments, Span } from '../../model/document.ts'
import type { Place } from '../../model/value.ts'
import type { File } from './file.ts'
import { entriesOf, isWithin } from './remove.ts'
import type { Entry, Section } from './syntax.ts'
import { nodeAt } from './tree.ts'

/**
 * The comments that go with a place when it moves. What has no key of its own to go with (inside an array,
 * below the last entry) goes above the entry it is nearest to, so that none is left behind.
 */
export function ownComments(file: File, at: Place): Comments {
  const node = nodeAt(file.root, at)
  if (!node) return { above: [] }
  const result = new Collected()
  for (const { entry, owner } of entriesOf(node)) {
    const depth = owner.kind === 'section' ? at.length - owner.place.length : entry.keys.length
    if (owner.kind === 'section')
      collectEntry(
        file,
        result,
        entry,
        entry.keys.slice(depth).map(key => key.name),
      )
  }
  for (const [position, section] of file.syntax.sections.entries()) {
    if (!section.header || !isWithin(section.place, at)) continue
    const below = section.place.slice(at.length)
    const index = below.findIndex(step => typeof step === 'number')
    const own = new Collected()
    collectSection(file, own, section, file.syntax.sections[position + 1])
    if (index === -1) result.at(below.map(String)).adopt(own)
    else result.at(below.slice(0, index).map(String)).above.push(...own.texts())
  }
  return result.comments()
}

class Collected {
  readonly above: string[] = []
  beside: string | undefined
  readonly inside = new Map<string, Collected>()

  at(path: readonly string[]): Collected {
    let node: Collected = this
    for (const key of path) {
      const child = node.inside.get(key) ?? new Collected()
      node.inside.set(key, child)
      node = child
    }
    return node
  }

  adopt(other: Collected): void {
    this.above.push(...other.above)
    this.beside = other.beside
    for (const [key, child] of other.inside) this.at([key]).adopt(child)
  }

  /** All of them, without their places. */
  texts(): readonly string[] {
    const beside = this.beside === undefined ? [] : [this.beside]
    return [...this.above, ...beside, ...[...this.inside.values()].flatMap(child => child.texts())]
  }

  comments(): Comments {
    const inside: Record<string, Comments> = Object.create(null)
    for (const [key, child] of this.inside) inside[key] = child.comments()
    return {
      above: this.above,
      ...(this.beside !== undefined && { beside: this.beside }),
      ...(this.inside.size > 0 && { inside }),
    }
  }
}

function collectSection(file: File, into: Collected, section: Section, next: Section | undefined): void {
  if (!section.header) return
  const { lines } = file
  const start = lines.withCommentsAbove(lines.start(section.header.start))
  const headerEnd = lines.end(section.header.end)
  into.above.push(...texts(file, { start, end: section.header.start }))
  into.beside = texts(file, { start: section.header.end, end: headerEnd })[0]
  let from = headerEnd
  let last = into
  for (const entry of section.entries) {
    last = into.at(entry.keys.map(key => key.name))
    last.above.push(...texts(file, { start: from, end: entry.span.end }))
    from = lines.end(entry.span.end)
    last.beside = texts(file, { start: entry.span.end, end: from })[0]
  }
  last.above.push(...texts(file, { start: from, end: lines.sectionEnd(section, next) }))
}

function collectEntry(file: File, into: Collected, entry: Entry, path: readonly string[]): void {
  const { lines } = file
  const node = into.at(path)
  const start = lines.withCommentsAbove(lines.start(entry.span.start))
  node.above.push(...texts(file, { start, end: entry.span.end }))
  node.beside = texts(file, { start: entry.span.end, end: lines.end(entry.span.end) })[0]
}

/** The comments that begin in a span. */
function texts({ syntax }: File, span: Span): readonly string[] {
  return syntax.comments
    .filter(comment => comment.start >= span.start && comment.start < span.end)
    .map(comment => syntax.text.slice(comment.start, comment.end))
}
