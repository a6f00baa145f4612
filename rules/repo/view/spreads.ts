import type { Sources } from '../../../src/model/ecosystem.ts'
import type { FanOut, FanOutTask } from '../../../src/model/fan-out.ts'
import { argumentsOf } from '../../common/commands/arguments.ts'
import { TEST_FILE } from '../../common/commands/test-runners.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { isPipeline } from '../../common/machines.ts'
import { packagesBelow, type WorkspacePackage } from '../../common/npm/workspaces.ts'
import { variableFiles } from '../../common/variables.ts'
import type { OuterCount, OuterRun, OuterTask, OuterTool } from './outer-tool.ts'
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
  const tests = sources.matching(TEST_FILE)
  const packagesIn = new Map<string, readonly WorkspacePackage[]>()
  return commands.flatMap(command => {
    const words = argumentsOf(command.command, tool.program, tool.valued)
    if (!words || words.isUnclear || words.changesInner) return []
    const { folder } = command
    const packages = packagesIn.get(folder) ?? packagesBelow(sources, folder)
    packagesIn.set(folder, packages)
    const run = tool.read({ command, arguments: words, folder, packages, sources })
    const tasks = run?.tasks.flatMap(task => taskOf(sources, task, tests)) ?? []
    if (!run || tasks.length < 2) return []
    const id = `${tool.kind}:${folder} ${command.when}`
    const times = (ids.get(id) ?? 0) + 1
    ids.set(id, times)
    const count = withDoubt(run, tasks)
    return [{ fanOut: fanOutOf(times === 1 ? id : `${id} ${times}`, tool, command, count, tasks), count }]
  })
}

/** Where everything runs at once, some of it may be a server that the rest needs. */
function withDoubt({ tasks, count }: OuterRun, known: readonly FanOutTask[]): OuterCount {
  return count.value.kind === 'unbounded' && known.length < tasks.length
    ? { ...count, doubt: 'what never ends, such as a server, would keep the others waiting' }
    : count
}

function taskOf(sources: Sources, task: OuterTask, tests: readonly string[]): FanOutTask[] {
  const starts = startsOf(sources, task)
  if (starts.length === 0) return []
  // Where there is none, the tests have other names.
  const files = tests.filter(path => task.folder === '' || path.startsWith(`${task.folder}/`)).length
  const bounded = starts.map(start =>
    files > 0 ? { ...start, atMost: Math.min(files, start.atMost ?? files) } : start,
  )
  return [{ folder: task.folder, name: task.name, starts: bounded }]
}

function fanOutOf(
  id: string,
  { kind, title }: OuterTool,
  { when, folder, kind: where }: RepositoryCommand,
  { set, value }: OuterCount,
  tasks: readonly FanOutTask[],
): FanOut {
  return {
    id,
    kind,
    folder,
    title,
    when,
    count: { ...set, value },
    tasks,
    ...(isPipeline(where) && { only: 'ci' }),
  }
}

/** A variable that somebody sets may count for any of the commands: then nothing can be told. */
function isSetElsewhere(sources: Sources, { variables }: OuterTool): boolean {
  if (!variables) return false
  return variableFiles(variables).some(({ path }) =>
    sources.matching(path).some(file => variables.test(sources.text(file) ?? '')),
  )
}
