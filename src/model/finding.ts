import type { Edit, Span } from './document.ts'
import type { Fix } from './fix.ts'
import type { Footprint } from './footprint.ts'
import type { Setting } from './setting.ts'
import type { Confidence, Severity } from './severity.ts'

/** What a rule yields: one thing that is wrong at one place. */
export interface Problem {
  readonly at: Setting<unknown>
  /** What is wrong and what it costs, in one or two sentences. */
  readonly message: string
  /** The arithmetic and its sources, a line each. Required wherever the message holds a number. */
  readonly because?: readonly string[]
  /** What to do, when no fix says it. */
  readonly help?: string
  readonly related?: readonly Note[]
  readonly fix?: Fix
  /** The hosts on which it holds; all evaluated ones when absent. */
  readonly hosts?: readonly string[]
  /** What the problem's figures rest on: lowers the severity when they are derived or guessed. */
  readonly footprint?: Footprint
  /** A milder severity than the rule's; it never raises it. */
  readonly severity?: Severity
}

/** Another place that belongs to the problem. */
export interface Note {
  readonly at: Setting<unknown>
  readonly message: string
}

/** 1-based, columns in UTF-16 units. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Who silenced a finding, and why. */
export interface Silenced {
  readonly by: 'comment' | 'config' | 'baseline'
  readonly reason: string
}

/** An edit with the file it belongs to; `create` when the file does not exist yet. */
export interface FileEdit extends Edit {
  readonly file: string
  readonly create?: true
}

/** A problem as the engine reports it: located, judged, with the edits its fix would make. */
export interface Finding extends Location {
  readonly rule: string
  /** What brought the rule, where that is not memlint itself. */
  readonly plugin?: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly hosts: readonly string[]
  readonly message: string
  readonly because: readonly string[]
  readonly help: string
  readonly related: readonly (Location & { readonly message: string })[]
  readonly fix: (Fix & { readonly edits: readonly FileEdit[] }) | null
  readonly silenced: Silenced | null
  /** Where it is in its own document, for code frames. */
  readonly span: Span
  /**
   * The line of the key or definition it belongs to, above which a comment silences it.
   * @internal
   */
  readonly ownerLine: number
  /** The same for as long as the rule, the file and the place have the same name; survives line moves. */
  readonly identity: string
}
