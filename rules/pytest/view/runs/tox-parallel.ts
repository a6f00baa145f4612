import type { Sources } from '../../../../src/model/ecosystem.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import { jobsIn, workflowsIn } from '../../../common/github-workflows.ts'
import { type ToxFile, toxFileIn } from './tox-environments.ts'

/** Workflows are where people tell tox to run environments at once: its own files have no setting for it. */
export const CALLS_TOX = /\btox\b/

/** A command that runs environments of tox at once, each with a pytest of its own. */
export interface ToxParallel {
  readonly command: Setting<string>
  /** How many at once; `auto` is one per cpu. */
  readonly limit: number | 'auto' | 'all'
  /** How many of the environments that it runs start pytest. */
  readonly environments: number
}

/** The first such command in a workflow of the repository. */
export function toxParallel(sources: Sources): ToxParallel | undefined {
  const scripts = workflowsIn(sources, CALLS_TOX)
    .flatMap(jobsIn)
    .flatMap(job => job.scripts)
  const tox = scripts.length > 0 ? toxFileIn(sources) : undefined
  if (!tox) return undefined
  for (const script of scripts) {
    const found = script.value.split('\n').flatMap(line => parallelIn(line, script, tox) ?? [])[0]
    if (found) return found
  }
  return undefined
}

const COMMAND = /^\s*((?:uvx |uv run |pipx run |python3? -m )?tox\b[^&|;#]*)/

function parallelIn(line: string, script: Setting<string>, tox: ToxFile): ToxParallel | undefined {
  const command = COMMAND.exec(line)?.[1]?.trim()
  const limit = command === undefined ? undefined : limitOf(command)
  if (command === undefined || limit === undefined) return undefined
  const named = /\s(?:-e|--env)[= ]?(\S+)/.exec(command)?.[1]
  const environments = tox.testing(named?.split(',')).length
  return environments < 2 ? undefined : { command: { ...script, part: command }, limit, environments }
}

/** tox 4: `run-parallel` is one per cpu unless it is told otherwise, and `-p` without a value is all of them. */
function limitOf(command: string): ToxParallel['limit'] | undefined {
  const isParallel = /\btox\s+(?:run-parallel|p)(?=\s|$)/.test(command)
  const given = /\s(?:-p|--parallel)(?:[= ]?(auto|all|\d+))?(?=\s|$)/.exec(command)
  if (!isParallel && !given) return undefined
  const value = given?.[1] ?? (isParallel ? 'auto' : 'all')
  if (value === 'auto' || value === 'all') return value
  return Number(value) > 1 ? Number(value) : undefined
}
