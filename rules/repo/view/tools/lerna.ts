// https://lerna.js.org/docs/api-reference/commands: `lerna run`
import { isTable, type Value } from '../../../../src/model/value.ts'
import type { Count } from '../../../../src/model/workload.ts'
import { inFolder } from '../../../common/paths.ts'
import { countInCommand, countInFile, countOf, countUnsaid, optionOf } from '../counts.ts'
import { tasksTogether } from '../live-together.ts'
import type { OuterCall, OuterCount, OuterTool } from '../outer-tool.ts'
import { matchesName } from '../selection.ts'
import { waitsForItself } from '../task-order.ts'

export const lerna: OuterTool = {
  kind: 'lerna/tasks',
  title: 'lerna tasks',
  program: /(^|\/)lerna$/,
  mentions: /\blerna\s+run\b/,
  owns: [{ path: /(^|\/)(lerna|nx)\.json$/, format: 'jsonc' }],
  valued: /^(--scope|--ignore|--concurrency|--since|--loglevel|--exclude-dependents)$/,
  read(call) {
    const { positionals, options } = call.arguments
    const [subcommand, script = ''] = positionals.map(({ value = '' }) => value)
    const follows = options.some(({ name }) => /^--(include-(dependen|merged)|toposort|profile)/.test(name))
    if (subcommand !== 'run' || follows) return undefined
    const names = script.split(',')
    const valuesOf = (option: string) =>
      options.flatMap(({ name, value = '' }) => (name === option ? [value] : []))
    const [scopes, ignored] = [valuesOf('--scope'), valuesOf('--ignore')]
    if ([...scopes, ...ignored].some(pattern => /[{}!()]/.test(pattern))) return undefined
    const chosen = call.packages.filter(
      ({ name }) =>
        (scopes.length === 0 || scopes.some(scope => matchesName(scope, name))) &&
        !ignored.some(scope => matchesName(scope, name)),
    )
    const count = howMany(call)
    const waits = (name: string) => isOrdered(call, name)
    return count && { tasks: tasksTogether(call.packages, chosen, names, waits), count }
  },
}

/** The defaults of nx's targets, which take the place of lerna's own order and of `--parallel`. */
function targetDefaults({ sources, folder }: OuterCall) {
  const defaults = sources.document(inFolder(folder, 'nx.json'))?.get(['targetDefaults'])
  return isTable(defaults) && Object.keys(defaults).length > 0 ? defaults : undefined
}

function isOrdered(call: OuterCall, name: string): boolean {
  const defaults = targetDefaults(call)
  const dependsOn = (target: string): Value | undefined => {
    const one = defaults?.[target]
    return isTable(one) ? one.dependsOn : undefined
  }
  if (defaults) return waitsForItself(name, dependsOn)
  return optionOf(call.arguments, /^--(parallel|no-sort)$/) === undefined
}

const PER_CPU: Count = { kind: 'per-cpu', cpus: 'logical' }
const FLAG = { name: '--concurrency=', behind: 'all' } as const

function howMany(call: OuterCall): OuterCount | undefined {
  const parallel = optionOf(call.arguments, /^--parallel$/)
  if (parallel && !targetDefaults(call)) return unbounded(call, parallel)
  const option = optionOf(call.arguments, /^--concurrency$/)
  if (option) {
    const value = countOf(option.value)
    return value?.kind === 'fixed' ? countInCommand(call, option, value) : undefined
  }
  const config = call.sources.document(inFolder(call.folder, 'lerna.json'))
  const at = [['command', 'run', 'concurrency'], ['concurrency']].find(
    place => config?.get(place) !== undefined,
  )
  if (!config || !at) return countUnsaid(call, PER_CPU, "lerna's default of one per cpu", FLAG)
  const value = countOf(config.get(at))
  return value?.kind === 'fixed' ? countInFile(config, at, value) : undefined
}

/** `--parallel` also leaves the order aside and prints at once: with `--no-sort --stream` only the number changes. */
function unbounded(call: OuterCall, parallel: NonNullable<ReturnType<typeof optionOf>>): OuterCount {
  const count = countInCommand(call, parallel, { kind: 'unbounded' })
  const instead = (tasks: number) => `--no-sort --stream --concurrency=${tasks}`
  return { ...count, title: instead, write: tasks => count.replace(instead(tasks)) }
}
