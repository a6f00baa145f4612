import type { Sources } from '../../../src/model/ecosystem.ts'
import type { FanOut, FanOutTask } from '../../../src/model/fan-out.ts'
import { argumentsOf } from '../../common/commands/arguments.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { packagesBelow } from '../../common/npm/workspaces.ts'
import { variableFiles } from '../../common/variables.ts'
import type { OuterCount, OuterTask, OuterTool } from './outer-tool.ts'
import { startsOf } from './starts.ts'

/** A fan-out with the number that decides how many of its tasks run at once. */
export interface Spread {
  readonly fanOut: FanOut
  readonly count: OuterCount
}

/** Every command that starts a tool, as far as several of its tasks start something that the plan may know. */
export function spreadsOf(sources: Sources, tool: OuterTool): readonly Spread[] {
  const commands = commandsIn(sources, tool.mentions)
  if (commands.length === 0 || isSetElsewhere(sources, tool)) return []
  const ids = new Map<string, number>()
  return commands.flatMap(command => {
    const words = argumentsOf(command.command, tool.program, tool.valued)
    if (!words || words.isUnclear || words.changesInner) return []
    const { folder } = command
    const packages = packagesBelow(sources, folder)
    const run = tool.read({ command, arguments: words, folder, packages, sources })
    const tasks = run?.tasks.flatMap(task => taskOf(sources, task)) ?? []
    if (!run || tasks.length < 2) return []
    const id = `${tool.kind}:${folder} ${command.when}`
    const times = (ids.get(id) ?? 0) + 1
    ids.set(id, times)
    return [
      {
        fanOut: fanOutOf(times === 1 ? id : `${id} ${times}`, tool, command, run.count, tasks),
        count: run.count,
      },
    ]
  })
}

function taskOf(sources: Sources, task: OuterTask): FanOutTask[] {
  const starts = startsOf(sources, task)
  return starts.length > 0 ? [{ folder: task.folder, name: task.name, starts }] : []
}

function fanOutOf(
  id: string,
  { kind, title }: OuterTool,
  { when, folder, kind: where }: RepositoryCommand,
  { set, value }: OuterCount,
  tasks: readonly FanOutTask[],
): FanOut {
  const isPipeline = where === 'workflow' || where === 'gitlab'
  return { id, kind, folder, title, when, count: { ...set, value }, tasks, ...(isPipeline && { only: 'ci' }) }
}

/** A variable that somebody sets may count for any of the commands: then nothing can be told. */
function isSetElsewhere(sources: Sources, { variables }: OuterTool): boolean {
  if (!variables) return false
  return variableFiles(variables).some(({ path }) =>
    sources.matching(path).some(file => variables.test(sources.text(file) ?? '')),
  )
}
