import type { Document, Format } from './document.ts'
import type { FanOut } from './fan-out.ts'
import type { FootprintTable } from './footprint-table.ts'
import type { ShellScript } from './shell.ts'
import type { Workload } from './workload.ts'

/** Files an ecosystem owns. */
export interface Owned {
  /** Matches the whole relative path. */
  readonly path: RegExp
  readonly format: Format
  /**
   * Only files whose text matches are worth parsing (parsing Python is dear). A file that does not match
   * is still there by its text.
   */
  readonly mentions?: RegExp
  /** That such a file is there says enough: it is not read, and no finding is in it. */
  readonly listed?: true
  /** Scripts in files whose text matches are worth reading as commands of a shell. */
  readonly runs?: RegExp
  /**
   * These matter only where other files of the repository say something, too, all of it: what they start is written there.
   * That the user knows what one process of a `kind` takes is as good as the file.
   */
  readonly besides?: readonly (Pick<Owned, 'path' | 'mentions'> & { readonly kind?: string })[]
}

/** The files of a project, for reading. Parses on demand and at most once. */
export interface Sources {
  /** Every known file that an ecosystem owns, sorted. */
  readonly paths: readonly string[]
  /** Paths that match, sorted. */
  matching(path: RegExp): readonly string[]
  has(path: string): boolean
  /** The text of a file, byte order mark included; undefined when there is none. */
  text(path: string): string | undefined
  /** The parsed file; undefined when there is none, or when it does not parse (which is a finding of its own). */
  document(path: string): Document | undefined
  /** What a script says; nothing where no file matches what an ecosystem says `runs`. */
  script(text: string): ShellScript
  /** Whether version control ignores a path, whether or not it exists. A folder's path ends in a slash. */
  isIgnored(path: string): boolean
}

/** Data of the user's configuration that ecosystems read, checked by the configuration's schema. */
export interface EcosystemOptions {
  /** Constructors the user declared heavy: qualified name to bytes. */
  readonly heavyConstructors: Readonly<Record<string, number>>
  /** The kinds of workloads of which the user knows what one process takes; none when absent. */
  readonly footprints?: readonly string[]
}

/**
 * One tool: which files it owns, what it makes of them, and what it starts. Knows no host, reads no file,
 * and works only on what `Sources` hands it.
 */
export interface Ecosystem<View = unknown> {
  /** Small letters, digits and dashes: what the ids of its rules begin with. */
  readonly id: string
  /** The tool's name, in messages. */
  readonly title: string
  readonly url: string
  readonly owns: readonly Owned[]
  /** What its footprints are made of. */
  readonly tables?: readonly FootprintTable[]
  /** One view per place where the tool is started: a pytest root, a cargo workspace, an editor folder. */
  read(sources: Sources, options: EcosystemOptions): Iterable<View>
  /** What is started there, for the plan. */
  workloads(view: View): Iterable<Workload>
  /** What starts workloads in several folders at once; nothing when absent. */
  fanOuts?(view: View): Iterable<FanOut>
}
