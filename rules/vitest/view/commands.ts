import type { Sources } from '../../../src/model/ecosystem.ts'
import { commandsIn } from '../../common/commands.ts'

/** Where vitest is started with options that win over its configuration. */
export const FLAGS = /vitest\b[^\n]*--(max-?workers|(no-)?file-?parallelism|pool)\b/i

/** What the commands of a repository say beside the configuration. */
export interface CommandLine {
  /** Some command chooses the pool itself. */
  readonly choosesPool: boolean
  /** Folders whose scripts all start vitest with a number of workers. */
  readonly capped: ReadonlySet<string>
}

export function commandLine(sources: Sources): CommandLine {
  const folders = new Map<string, boolean>()
  let choosesPool = false
  for (const { command, kind, folder } of commandsIn(sources, FLAGS)) {
    const words = command.words.map(({ text }) => text)
    const at = words.findIndex(word => /(^|\/)vitest$/.test(word))
    if (at === -1) continue
    choosesPool ||= words.some(word => /^--pool(=|$)/.test(word))
    if (kind !== 'package-script') continue
    const isCapped = words.some(word => /^--(max-?workers|no-file-?parallelism)(=|$)/i.test(word))
    folders.set(folder, (folders.get(folder) ?? true) && isCapped)
  }
  return {
    choosesPool,
    capped: new Set([...folders].flatMap(([folder, isCapped]) => (isCapped ? [folder] : []))),
  }
}
