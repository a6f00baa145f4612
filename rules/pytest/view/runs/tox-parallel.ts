import type { Owned, Sources } from '../../../../src/model/ecosystem.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import { commandFiles, commandsIn, type RepositoryCommand } from '../../../common/commands.ts'
import { toxWords } from './program-words.ts'
import { type ToxFile, toxFileIn } from './tox-environments.ts'

const AT_ONCE = /\btox\b[^\n]{0,300}?\s(?:p|-p|--parallel|run-parallel)(?![\w-])/

/** Commands are where people tell tox to run environments at once: its own files have no setting for it. */
export const TOX_COMMANDS: readonly Owned[] = commandFiles(AT_ONCE)

/** A command that runs environments of tox at once, each with a pytest of its own. */
export interface ToxParallel {
  readonly command: Setting<string>
  /** How many at once; `auto` is one per cpu. */
  readonly limit: number | 'auto' | 'all'
  /** How many of the environments that it runs start pytest. */
  readonly environments: number
}

/** That of the commands which run in the root of the repository that runs most at once; of several the first. */
export function toxParallel(sources: Sources): ToxParallel | undefined {
  const commands = commandsIn(sources, AT_ONCE).filter(({ runsIn }) => runsIn === '')
  const tox = commands.length > 0 ? toxFileIn(sources) : undefined
  const found = tox ? commands.flatMap(command => parallelIn(command, tox) ?? []) : []
  return found.toSorted((a, b) => atMost(b) - atMost(a))[0]
}

function atMost({ limit, environments }: ToxParallel): number {
  return typeof limit === 'number' ? Math.min(limit, environments) : environments
}

function parallelIn(started: RepositoryCommand, tox: ToxFile): ToxParallel | undefined {
  const { command } = started
  const all = toxWords(command.words)?.map(({ text, value }) => value ?? text) ?? []
  // What follows is for the commands of the environments.
  const words = all.slice(0, all.includes('--') ? all.indexOf('--') : undefined)
  const limit = limitOf(words)
  if (limit === undefined) return undefined
  const named = given(/^(-e|--env)/, words)
  const environments = tox.testing(named?.split(',')).length
  return environments < 2 ? undefined : { command: started.pieceAt(command), limit, environments }
}

/** tox 4: `run-parallel` is one per cpu unless it is told otherwise, and `-p` without a value is all of them. */
function limitOf(words: readonly string[]): ToxParallel['limit'] | undefined {
  const isParallel = words.some(word => word === 'run-parallel' || word === 'p')
  const value = given(/^(-p|--parallel(?!-))/, words)
  if (value === undefined) return isParallel ? 'auto' : undefined
  if (value === 'auto' || value === 'all') return value
  if (!/^\d+$/.test(value)) return isParallel ? 'auto' : 'all'
  return Number(value) > 1 ? Number(value) : undefined
}

/** What stands behind an option, in its word or in the next; empty where nothing does. */
function given(option: RegExp, words: readonly string[]): string | undefined {
  const at = words.findIndex(word => option.test(word))
  const word = words[at]
  if (word === undefined) return undefined
  return word.replace(option, '').replace(/^=/, '') || (words[at + 1] ?? '')
}
