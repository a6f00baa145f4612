import type { ShellWord } from '../../src/model/shell.ts'
import type { RepositoryCommand } from './commands.ts'

/** Folders whose scripts start a tool with a number of workers, each of them that starts it. */
export function cappedFolders(
  commands: readonly RepositoryCommand[],
  tool: RegExp,
  cap: RegExp,
): ReadonlySet<string> {
  const folders = new Map<string, boolean>()
  for (const { command, kind, folder } of commands) {
    const at = command.words.findIndex(({ text }) => tool.test(text))
    if (at === -1 || kind !== 'package-script') continue
    const isCapped = command.words.slice(at).some(({ text }: ShellWord) => cap.test(text))
    folders.set(folder, (folders.get(folder) ?? true) && isCapped)
  }
  return new Set([...folders].flatMap(([folder, isCapped]) => (isCapped ? [folder] : [])))
}
