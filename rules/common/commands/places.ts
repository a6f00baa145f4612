import type { Document } from '../../../src/model/document.ts'
import type { Owned } from '../../../src/model/ecosystem.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { JobRun } from '../pipelines/job-runs.ts'

/** A kind of file in which commands stand. */
export interface CommandFile extends Pick<Owned, 'path' | 'format'> {
  scriptsIn(document: Document): readonly PlacedScript[]
}

/** A script, where it is written and when it runs. */
export interface PlacedScript {
  /** The text that the shell gets, with its address. */
  readonly written: Setting<string>
  /** In words: `npm run build`, `job test of ci.yml`. */
  readonly when: string
  /** The folder from which it starts, as far as the file says; `` is the root. */
  readonly folder: string
  /** What it is called by: the name of a script, the targets of a recipe. */
  readonly names?: readonly string[]
  /** The file says that it is another one, and which is known when it runs. */
  readonly startsElsewhere?: true
  readonly kind: 'package-script' | 'workflow' | 'gitlab' | 'makefile' | 'dockerfile'
  /** In a job of a pipeline: the runs of the job in which it takes place, as far as that can be told. */
  readonly runs?: readonly JobRun[] | undefined
  /** For a text of several lines that each have a place: the place of the line on which an offset lies. */
  lineAt?(offset: number): Setting<string>
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
