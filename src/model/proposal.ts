import type { FileOp } from './fix.ts'
import type { TextChange } from './report.ts'

/** Something that `memlint init` would set up. */
export interface Proposal {
  /** `configuration`, `hook`, `workflow` …: one word for the column on the left. */
  readonly part: string
  /** What it does, in the imperative: `declare the hosts laptop and github-ubuntu in memlint.config.json`. */
  readonly title: string
  /** What of the repository it follows from, and what to know about it; a line each. */
  readonly because: readonly string[]
  /** Changes of files that are there, and files whose content is a value. */
  readonly ops?: readonly FileOp[]
  /** Files that are written whole. */
  readonly files?: readonly NewText[]
  /** Lines that say how somebody does the same: printed where there is nothing to apply, or it is refused. */
  readonly byHand: readonly string[]
}

/** A text file that memlint makes, or makes anew. */
export interface NewText {
  readonly path: string
  readonly text: string
  readonly executable?: boolean
}

/** What came of the proposals. Nothing is written yet. */
export interface InitOutcome {
  /** The folder, relative to the working directory; `` for that itself. */
  readonly root: string
  /** The working directory relative to the folder, where it is below it. */
  readonly below?: string
  readonly applied: readonly Proposal[]
  readonly changes: readonly TextChange[]
  /** What somebody has to do: `reason` says why memlint does not, where it would have. */
  readonly byHand: readonly { readonly proposal: Proposal; readonly reason?: string }[]
}
