import type { Sources } from '../../../src/model/ecosystem.ts'
import type { FanOutStart } from '../../../src/model/fan-out.ts'
import type { ShellCommand } from '../../../src/model/shell.ts'
import { argumentsOf } from '../../common/commands/arguments.ts'
import { RUNNERS } from '../../common/commands/test-runners.ts'
import type { OuterTask } from './outer-tool.ts'

/** What a task starts of what the plan knows, by itself or through other scripts of its folder, each of them once. */
export function startsOf(
  sources: Sources,
  task: OuterTask,
  seen: Set<string> = new Set(),
): readonly FanOutStart[] {
  if (seen.has(task.name)) return []
  seen.add(task.name)
  return sources
    .script(task.script)
    .commands.flatMap(command => [...own(command, task.name), ...through(sources, command, task, seen)])
}

function own(command: ShellCommand, script: string): FanOutStart[] {
  return RUNNERS.flatMap(({ program, kind, valued, read }) => {
    const words = argumentsOf(command, program, valued)
    const start = words && !words.isUnclear ? read(words) : undefined
    return start ? [{ kind, ...start, ...(script !== '' && { script }) }] : []
  })
}

/** `npm run test:unit`, `pnpm test`, without words for the script. */
function through(
  sources: Sources,
  { words }: ShellCommand,
  { folder, others }: OuterTask,
  seen: Set<string>,
): readonly FanOutStart[] {
  const [manager = '', ...rest] = words.map(({ value = '' }) => value)
  if (!/^(npm|pnpm|yarn|bun)$/.test(manager)) return []
  const [name = '', ...more] = rest[0] === 'run' ? rest.slice(1) : rest
  const script = Object.hasOwn(others, name) ? others[name] : undefined
  if (script === undefined || more.length > 0) return []
  return startsOf(sources, { folder, name, script, others }, seen)
}
