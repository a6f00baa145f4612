import type { Span } from '../../model/document.ts'
import { nameOfPlace } from '../expected.ts'
import { elementName } from './names.ts'
import type { Braces, Entry, Item, List, Section, Syntax } from './syntax.ts'

/** A section or brackets: what a comment can be inside of. */
export interface Scope {
  readonly name: string
  readonly start: number
  readonly isRoot: boolean
  /** In document order; of a section its header first. */
  readonly elements: readonly Element[]
  /** Of brackets, where they open. */
  readonly opening?: number
  /** Of a section, the next header. */
  readonly after?: Element
}

/** Something a comment can stand beside or above. */
export interface Element extends Span {
  readonly name: string
  readonly path: readonly string[]
  readonly item?: Item
}

/** Finds the innermost scope that holds an offset; the same scope is always the same object. */
export class Scopes {
  private readonly text: string
  private readonly sections: readonly Scope[]
  private readonly brackets = new Map<Item, Scope>()

  constructor({ text, sections }: Syntax) {
    this.text = text
    const headers = sections.map(headerOf)
    this.sections = sections.map((section, index) => {
      const header = headers[index]
      const after = headers[index + 1]
      const path = pathOf(section)
      const entries = section.entries.map(entry => elementOf(entry, path))
      return {
        name: nameOfPlace(path),
        start: header?.start ?? 0,
        isRoot: header === undefined,
        elements: header ? [header, ...entries] : entries,
        ...(after && { after }),
      }
    })
  }

  at(offset: number): Scope {
    let scope = lastUntil(this.sections, offset, section => section.start)
    if (!scope) throw new Error('a file has at least its root section')
    for (;;) {
      const element: Element | undefined = lastUntil(scope.elements, offset, inner => inner.start)
      const item = element?.item
      if (!element || !item || item.kind === 'scalar' || element.end <= offset || item.span.start >= offset)
        return scope
      scope = this.inside(item, element)
    }
  }

  private inside(item: List | Braces, element: Element): Scope {
    const known = this.brackets.get(item)
    if (known) return known
    const { path } = element
    const elements =
      item.kind === 'braces'
        ? item.entries.map(entry => elementOf(entry, path))
        : item.items.map(child => this.elementOfList(child, element))
    const scope = {
      name: element.name,
      start: item.span.start,
      isRoot: false,
      elements,
      opening: item.span.start,
    }
    this.brackets.set(item, scope)
    return scope
  }

  private elementOfList(item: Item, list: Element): Element {
    const name = item.kind === 'scalar' ? elementName(list.name, this.text, item) : `${list.name}[]`
    return { ...item.span, name, path: list.path, item }
  }
}

/** The last item whose position is not behind an offset, by bisection. */
export function lastUntil<T>(
  items: readonly T[],
  offset: number,
  position: (item: T) => number,
): T | undefined {
  return items[countUntil(items, offset, position) - 1]
}

/** How many items have a position that is not behind an offset. */
export function countUntil<T>(items: readonly T[], offset: number, position: (item: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && position(item) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function headerOf(section: Section): Element | undefined {
  const path = pathOf(section)
  return section.header && { ...section.header, name: nameOfPlace(path), path }
}

function elementOf(entry: Entry, above: readonly string[]): Element {
  const path = [...above, ...entry.keys.map(key => key.name)]
  return { ...entry.span, name: nameOfPlace(path), path, item: entry.item }
}

/** A section's place without the indexes of arrays of tables. */
function pathOf(section: Section): readonly string[] {
  return section.place.filter(step => typeof step === 'string')
}
