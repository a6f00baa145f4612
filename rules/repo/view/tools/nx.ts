// https://nx.dev/docs/reference/nx-commands and https://nx.dev/docs/reference/nx-json
import { isTable, type Value } from '../../../../src/model/value.ts'
import type { Count } from '../../../../src/model/workload.ts'
import { matchesGlob } from '../../../common/glob.ts'
import type { WorkspacePackage } from '../../../common/npm/workspaces.ts'
import { inFolder } from '../../../common/paths.ts'
import { countInCommand, countInFile, countOf, countUnsaid, optionOf } from '../counts.ts'
import { tasksTogether } from '../live-together.ts'
import type { OuterCall, OuterCount, OuterTool } from '../outer-tool.ts'
import { matchesName } from '../selection.ts'
import { waitsForItself } from '../task-order.ts'

export const nx: OuterTool = {
  kind: 'nx/tasks',
  title: 'nx tasks',
  program: /(^|\/)nx$/,
  mentions: /\bnx\s+(run-many|affected)\b/,
  variables: /NX_PARALLEL/,
  owns: [
    { path: /(^|\/)nx\.json$/, format: 'jsonc' },
    // That it is there, and names a target, says enough.
    { path: /(^|\/)project\.json$/, format: 'jsonc', mentions: /(?!)/ },
  ],
  valued:
    /^(--targets?|-t|--projects|-p|--exclude|--parallel|--maxParallel|--base|--head|--files|--configuration|-c|--output-style)$/,
  read(call) {
    const { positionals, options } = call.arguments
    const [subcommand, ...others] = positionals.map(({ value = '' }) => value)
    if (subcommand !== 'run-many' && subcommand !== 'affected') return undefined
    const targets = valuesOf(options, /^(--targets?|-t)$/)
    const names = [...targets, ...others]
    const chosen = projects(call, valuesOf(options, /^(--projects|-p)$/), valuesOf(options, /^--exclude$/))
    const count = howMany(call)
    if (!chosen || !count || options.some(({ name }) => /^--(graph|runner|batch)$/.test(name)))
      return undefined
    const own = chosen.filter(each => !definesTarget(call, each, names))
    const waits = (name: string) => waitsForItself(name, target => dependsOn(target, call))
    return { tasks: tasksTogether(call.packages, own, names, waits), count }
  },
}

function valuesOf(options: OuterCall['arguments']['options'], name: RegExp): string[] {
  return options.flatMap(option => (name.test(option.name) ? (option.value ?? '').split(',') : []))
}

/** By names and folders, which may be patterns. Undefined where tags choose. */
function projects(
  { packages }: OuterCall,
  wanted: readonly string[],
  excluded: readonly string[],
): readonly WorkspacePackage[] | undefined {
  if ([...wanted, ...excluded].some(each => /^!?tag:|^!/.test(each))) return undefined
  const isMeant = ({ name, folder }: WorkspacePackage, pattern: string) =>
    matchesName(pattern, name) || matchesGlob(pattern, folder)
  return packages.filter(
    each =>
      (wanted.length === 0 || wanted.some(pattern => isMeant(each, pattern))) &&
      !excluded.some(pattern => isMeant(each, pattern)),
  )
}

/** A target of a project.json is no script of package.json, and that may list which scripts are targets. */
function definesTarget(
  { sources }: OuterCall,
  { folder, manifest }: WorkspacePackage,
  names: readonly string[],
): boolean {
  const text = sources.text(inFolder(folder, 'project.json')) ?? ''
  const included = manifest.get(['nx', 'includedScripts'])
  return (
    names.some(name => text.includes(`"${name}"`)) ||
    (Array.isArray(included) && !names.some(name => included.includes(name)))
  )
}

function dependsOn(target: string, { sources, folder }: OuterCall): Value | undefined {
  const defaults = sources.document(inFolder(folder, 'nx.json'))?.get(['targetDefaults', target])
  return isTable(defaults) ? defaults.dependsOn : undefined
}

const DEFAULT: Count = { kind: 'fixed', processes: 3 }

/** A bare `--parallel` is 3, whatever nx.json says. */
function howMany(call: OuterCall): OuterCount | undefined {
  const option = optionOf(call.arguments, /^--parallel$/)
  const most = optionOf(call.arguments, /^--max-?[pP]arallel$/)
  if (most) return undefined
  if (option && /^\d+%?$/.test(option.value ?? '')) {
    const value = countOf(option.value)
    return value && countInCommand(call, option, value)
  }
  if (option) return undefined
  const config = call.sources.document(inFolder(call.folder, 'nx.json'))
  const written = config?.get(['parallel'])
  if (config && written !== undefined) {
    const value = typeof written === 'number' ? countOf(written) : undefined
    return value && countInFile(config, ['parallel'], value)
  }
  // Another runner has options of its own.
  if (config?.get(['tasksRunnerOptions']) !== undefined) return undefined
  return countUnsaid(call, DEFAULT, "nx's default of 3", { name: '--parallel=', behind: 'all' })
}
