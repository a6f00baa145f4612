import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import type { FileOp } from '../../../src/model/fix.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { Count } from '../../../src/model/workload.ts'
import type { Arguments } from '../../common/commands/arguments.ts'
import type { RepositoryCommand } from '../../common/commands.ts'
import type { WorkspacePackage } from '../../common/npm/workspaces.ts'

/** A tool that runs scripts of several folders, or several scripts of one, at once. A new one is a file in `tools/`. */
export interface OuterTool {
  /** Of its fan-outs: `turbo/tasks`. */
  readonly kind: string
  /** For tables: `turbo tasks`. */
  readonly title: string
  /** The word of a command that starts it. */
  readonly program: RegExp
  /** Only files whose text matches can have commands of it. */
  readonly mentions: RegExp
  /** The files of its own that say how many tasks it runs at once, or in which order. */
  readonly owns: readonly Owned[]
  /** Variables of the environment that say it, too. */
  readonly variables?: RegExp
  /** Options that have their value in the next word. */
  readonly valued: RegExp
  /** Undefined where it does not run tasks at once, or where what it runs cannot be told. */
  read(call: OuterCall): OuterRun | undefined
}

/** A command that starts the tool. */
export interface OuterCall {
  readonly command: RepositoryCommand
  readonly arguments: Arguments
  /** The folder it starts in. */
  readonly folder: string
  readonly packages: readonly WorkspacePackage[]
  readonly sources: Sources
}

/** What a call runs. */
export interface OuterRun {
  readonly tasks: readonly OuterTask[]
  readonly count: OuterCount
}

/** One script with the folder it runs in. */
export interface OuterTask {
  readonly folder: string
  /** Its name; `` for a command that has none. */
  readonly name: string
  readonly script: string
  /** The scripts of the same folder, which it may run in turn. */
  readonly others: Readonly<Record<string, string>>
}

/** How many tasks run at once, and how to say another number. */
export interface OuterCount {
  /** What a reader should look at: the number, or the command where nobody wrote one. */
  readonly set: Setting<unknown>
  readonly value: Count
  /** For messages: `"concurrency": "10"`, `turbo's default`. */
  readonly words: string
  readonly isDefault: boolean
  /** Runs that share it are told from others by it. */
  readonly place: string
  /** What is written, for titles: `--concurrency=4`. */
  title(tasks: number): string
  write(tasks: number): FileOp
  /** Why another number may change more than what runs at once. */
  readonly doubt?: string
}
