/**
 * A scope resolves a dotted name: its first part through imports and aliases, seen as Python sees them (a name
 * bound anywhere in a function is local to all of it; class scopes are invisible to their methods).
 */
export interface Scope {
  resolve(dotted: string): string
}

/** Stands before a name that a function, lambda or comprehension binds itself: it is no import of that name. */
export const LOCAL = '<local>.'

export type FrameKind = 'module' | 'class' | 'function' | 'comprehension'

/** How a name is bound. A fallback stands in for an import that failed. */
export type Binding =
  | { readonly kind: 'import'; readonly qualified: string }
  | { readonly kind: 'alias'; readonly to: string }
  | { readonly kind: 'fallback' }
  | { readonly kind: 'other' }

/** How many aliases may stand between a name and its import. */
const ALIASES = 8

/** One scope with the names bound in it. */
export class Frame implements Scope {
  readonly #kind: FrameKind
  readonly #around: Frame | undefined
  readonly #bindings = new Map<string, Binding[]>()
  readonly #elsewhere = new Map<string, Frame>()

  constructor(kind: FrameKind, around: Frame | undefined) {
    this.#kind = kind
    this.#around = around
  }

  bind(name: string, binding: Binding): void {
    const home = this.#elsewhere.get(name)
    const known = this.#bindings.get(name)
    if (home) home.bind(name, binding)
    else if (known) known.push(binding)
    else this.#bindings.set(name, [binding])
  }

  /** `global` and `nonlocal`: the name belongs to a scope further out. */
  elsewhere(name: string, global: boolean): void {
    const home = global ? this.#module() : this.#around
    if (home && home !== this) this.#elsewhere.set(name, home)
  }

  outsideComprehensions(): Frame {
    let frame: Frame = this
    while (frame.#kind === 'comprehension' && frame.#around) frame = frame.#around
    return frame
  }

  resolve(dotted: string): string {
    const root = rootOf(dotted)
    const meaning = this.#meaning(root, ALIASES)
    return meaning === undefined ? dotted : meaning + dotted.slice(root.length)
  }

  #meaning(name: string, aliases: number): string | undefined {
    const frame = this.#binder(name)
    if (!frame) return undefined
    const bindings = frame.#bindings.get(name) ?? []
    const meant = bindings.filter(binding => binding.kind !== 'fallback')
    const local = frame.#kind === 'module' || frame.#kind === 'class' ? undefined : LOCAL + name
    const first = meant[0]
    if (!first || meant.some(binding => binding.kind === 'other')) return local
    if (first.kind === 'import') return first.qualified
    if (first.kind !== 'alias' || aliases === 0) return local
    const root = rootOf(first.to)
    const meaning = frame.#meaning(root, aliases - 1)
    if (meaning === undefined) return frame.#binder(root) ? local : first.to
    return meaning.startsWith(LOCAL) ? local : meaning + first.to.slice(root.length)
  }

  /** The scope in reach that binds a name. */
  #binder(name: string): Frame | undefined {
    let frame: Frame | undefined = this
    while (frame) {
      if (frame.#elsewhere.has(name)) frame = frame.#elsewhere.get(name)
      else if (frame.#bindings.has(name) && (frame === this || frame.#kind !== 'class')) return frame
      else frame = frame.#around
    }
    return undefined
  }

  #module(): Frame {
    let frame: Frame = this
    while (frame.#around) frame = frame.#around
    return frame
  }
}

/** The name that a dotted path with subscripts starts with. */
function rootOf(dotted: string): string {
  return dotted.slice(0, /[.[]/.exec(dotted)?.index ?? dotted.length)
}
