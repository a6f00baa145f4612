import type { Sources } from '../../../src/model/ecosystem.ts'
import type { RepositoryCommand } from '../commands.ts'
import { isPipeline } from '../machines.ts'
import { CALLS, type CalledScript, calledScripts } from './called-scripts.ts'
import { targetsThatNeed } from './makefile-targets.ts'
import type { PlacedScript } from './places.ts'

/**
 * The commands of pipelines that call a script or a recipe, at once or through others. `read` reads the commands of the
 * repository.
 */
export function callersOf(
  { names = [], written }: Pick<PlacedScript, 'names' | 'written'>,
  sources: Sources,
  read: (sources: Sources, mentions: RegExp) => readonly RepositoryCommand[],
): readonly RepositoryCommand[] {
  const calls = callsIn(sources, read)
  const found = new Set<RepositoryCommand>()
  const seen = new Set<string>()
  const pending = names.map((name): CalledScript => ({ path: written.document.path, name }))
  for (let script = pending.pop(); script; script = pending.pop()) {
    if (seen.has(keyOf(script))) continue
    seen.add(keyOf(script))
    for (const command of calls.get(keyOf(script)) ?? []) {
      if (isPipeline(command.kind)) found.add(command)
      else pending.push(...named(command))
    }
    pending.push(...targetsThatNeed(script, sources))
  }
  return [...found]
}

function named({ names = [], written }: RepositoryCommand): readonly CalledScript[] {
  return names.map(name => ({ path: written.document.path, name }))
}

/** What is called by which commands, worked out once. */
function callsIn(sources: Sources, read: Parameters<typeof callersOf>[2]): Calls {
  const known = KNOWN.get(sources)
  if (known) return known
  const calls = new Map<string, RepositoryCommand[]>()
  for (const command of read(sources, CALLS)) {
    for (const script of calledScripts(command, sources)) {
      const key = keyOf(script)
      calls.set(key, [...(calls.get(key) ?? []), command])
    }
  }
  KNOWN.set(sources, calls)
  return calls
}

type Calls = ReadonlyMap<string, readonly RepositoryCommand[]>

const KNOWN = new WeakMap<Sources, Calls>()

function keyOf({ path, name }: CalledScript): string {
  return `${path}\0${name}`
}
