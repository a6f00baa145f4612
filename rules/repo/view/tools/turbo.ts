// https://turborepo.dev/docs/reference/run and https://turborepo.dev/docs/reference/configuration
import type { Document } from '../../../../src/model/document.ts'
import { isTable, type Table } from '../../../../src/model/value.ts'
import type { Count } from '../../../../src/model/workload.ts'
import { inFolder } from '../../../common/paths.ts'
import { countInCommand, countInFile, countOf, countUnsaid, optionOf } from '../counts.ts'
import { tasksTogether } from '../live-together.ts'
import type { OuterCall, OuterCount, OuterTool } from '../outer-tool.ts'
import { selected } from '../selection.ts'
import { waitsForItself } from '../task-order.ts'

export const turbo: OuterTool = {
  kind: 'turbo/tasks',
  title: 'turbo tasks',
  program: /(^|\/)turbo$/,
  mentions: /\bturbo\s/,
  variables: /TURBO_CONCURRENCY/,
  owns: [{ path: /(^|\/)turbo\.jsonc?$/, format: 'jsonc' }],
  valued:
    /^(--filter|-F|--concurrency|--cache-dir|--cwd|--output-logs|--log-order|--env-mode|--token|--team)$/,
  read(call) {
    const { positionals, options } = call.arguments
    const names = positionals.map(({ value = '' }) => value)
    const scripts = names[0] === 'run' ? names.slice(1) : names
    const config = configOf(call)
    const filters = options.flatMap(({ name, value = '' }) => (/^(--filter|-F)$/.test(name) ? [value] : []))
    const chosen = selected(call.packages, filters)
    const changesWhere = options.some(({ name }) =>
      /^(--cwd|--scope|--since|--only|--dry(-run)?|--graph)$/.test(name),
    )
    if (!config || !chosen || changesWhere || scripts.some(script => isPersistent(script, config)))
      return undefined
    // Which leaves the order aside, and not the number.
    const isFree = optionOf(call.arguments, /^--parallel$/) !== undefined
    const waits = (name: string) => !isFree && waitsForItself(name, task => dependsOn(task, config))
    const count = howMany(call, config)
    return count && { tasks: tasksTogether(call.packages, chosen, scripts, waits), count }
  },
}

function configOf({ sources, folder }: OuterCall): Document | undefined {
  return sources.document(inFolder(folder, 'turbo.json')) ?? sources.document(inFolder(folder, 'turbo.jsonc'))
}

/** Each task by its name, and as `package#name`. `pipeline` is what turbo 1 called them. */
function tasksIn(config: Document): Table {
  const tasks = config.get(['tasks']) ?? config.get(['pipeline'])
  return isTable(tasks) ? tasks : {}
}

function definitionsOf(task: string, config: Document): Table[] {
  return Object.entries(tasksIn(config)).flatMap(([name, definition]) =>
    (name === task || name.endsWith(`#${task}`)) && isTable(definition) ? [definition] : [],
  )
}

function dependsOn(task: string, config: Document) {
  return definitionsOf(task, config).flatMap(({ dependsOn: list }) => (Array.isArray(list) ? list : []))
}

function isPersistent(task: string, config: Document): boolean {
  return definitionsOf(task, config).some(({ persistent }) => persistent === true)
}

const DEFAULT: Count = { kind: 'fixed', processes: 10 }

function howMany(call: OuterCall, config: Document): OuterCount | undefined {
  const option = optionOf(call.arguments, /^--concurrency$/)
  if (option) {
    const value = countOf(option.value, 'quota')
    return value && countInCommand(call, option, value)
  }
  const written = config.get(['concurrency'])
  if (written === undefined)
    return countUnsaid(call, DEFAULT, "turbo's default of 10", { name: '--concurrency=', behind: 'all' })
  // turbo refuses a number that is no string.
  const value = typeof written === 'string' ? countOf(written, 'quota') : undefined
  const doubt = persistentTasks(call, config)
  return value && { ...countInFile(config, ['concurrency'], value), ...(doubt !== undefined && { doubt }) }
}

/** turbo refuses to start more tasks that never end than it runs at once, less one. */
function persistentTasks({ packages }: OuterCall, config: Document): string | undefined {
  const names = Object.keys(tasksIn(config)).filter(task => isPersistent(task, config))
  const most = names
    .map(name => ({ name, packages: packages.filter(({ scripts }) => Object.hasOwn(scripts, name)).length }))
    .toSorted((a, b) => b.packages - a.packages)[0]
  if (!most || most.packages < 2) return undefined
  return `turbo refuses to start the ${most.packages} persistent tasks of ${most.name} with fewer than ${most.packages + 1}`
}
