import type { RepositoryCommand } from '../commands.ts'
import { resolvePath } from '../paths.ts'

/** What a path means to a command, after the `cd` before it; undefined where that cannot be told. */
export function workingFolder(
  { folder, script, command }: Pick<RepositoryCommand, 'folder' | 'script' | 'command'>,
  path: string,
): string | undefined {
  let current: string | undefined = folder
  for (const { words, start } of script.commands) {
    const [name, to] = words
    if (start >= command.start) break
    if (!name || !/^(cd|pushd|popd)$/.test(name.text)) continue
    const isPath = name.text !== 'popd' && to?.plain && !to.text.startsWith('-')
    current = isPath && current !== undefined ? resolvePath(current, to.text) : undefined
  }
  return current === undefined ? undefined : resolvePath(current, path)
}
