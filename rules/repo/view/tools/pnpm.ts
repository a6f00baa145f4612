// https://pnpm.io/cli/recursive and https://pnpm.io/settings#workspaceconcurrency
import type { Count } from '../../../../src/model/workload.ts'
import { inFolder } from '../../../common/paths.ts'
import { countInCommand, countInFile, countOf, countUnsaid, optionOf } from '../counts.ts'
import { tasksTogether } from '../live-together.ts'
import type { OuterCall, OuterCount, OuterTool } from '../outer-tool.ts'
import { selected } from '../selection.ts'

export const pnpm: OuterTool = {
  kind: 'pnpm/tasks',
  title: 'pnpm tasks',
  program: /(^|\/)pnpm$/,
  mentions:
    // A filter that is one name picks one package.
    /\bpnpm(?=\s)[^\n]{0,120}?\s(?:-r\b|--recursive\b|(?:--filter|-F)[= ][^\s*!{]{0,30}[*!{]|--parallel\b|recursive\b)/,
  variables: /npm_config_workspace_concurrency|NPM_CONFIG_WORKSPACE_CONCURRENCY/,
  owns: [{ path: /(^|\/)\.npmrc$/, format: 'npmrc', mentions: /workspace-concurrency/ }],
  valued: /^(--filter|-F|--workspace-concurrency|--reporter|--loglevel|-C|--dir)$/,
  read(call) {
    const { positionals, options } = call.arguments
    const words = positionals
      .map(({ value = '' }) => value)
      .filter(word => !/^(m|multi|recursive|run)$/.test(word))
    const isRecursive =
      positionals.some(({ value = '' }) => /^(m|multi|recursive)$/.test(value)) ||
      options.some(({ name }) => /^(-r|--recursive|--parallel|--filter|-F)$/.test(name))
    const isElsewhere = options.some(({ name }) =>
      /^(-C|--dir|-w|--workspace-root|--filter-prod|--sequential|--resume-from)$/.test(name),
    )
    const filters = options.flatMap(({ name, value = '' }) => (/^(--filter|-F)$/.test(name) ? [value] : []))
    const chosen = selected(call.packages, filters)
    const count = howMany(call)
    if (!isRecursive || isElsewhere || !chosen || !count) return undefined
    const [script = ''] = words
    const isSorted = optionOf(call.arguments, /^--(parallel|no-sort)$/) === undefined
    return { tasks: tasksTogether(chosen, chosen, [script], () => isSorted), count }
  },
}

/** pnpm 9 runs 4, later ones no more than there are cpus: what holds in all of them. */
const DEFAULT: Count = { kind: 'capped', count: { kind: 'per-cpu', cpus: 'logical' }, atMost: 4 }
const FLAG = { name: '--workspace-concurrency=', behind: 'program' } as const

function howMany(call: OuterCall): OuterCount | undefined {
  const parallel = optionOf(call.arguments, /^--parallel$/)
  const option = optionOf(call.arguments, /^--workspace-concurrency$/)
  if (parallel && option) return undefined
  if (parallel) {
    const count = countInCommand(call, parallel, { kind: 'unbounded' })
    const instead = (tasks: number) => `--no-sort --stream --recursive --workspace-concurrency=${tasks}`
    return { ...count, title: instead, write: tasks => count.replace(instead(tasks)) }
  }
  if (option) {
    const value = concurrencyOf(option.value)
    return value && countInCommand(call, option, value)
  }
  return inFiles(call)
}

/** Which version reads which file is left open: undefined where one says it that this version may not read. */
function inFiles(call: OuterCall): OuterCount | undefined {
  const { sources, folder } = call
  const major = majorOf(call)
  const npmrc = sources.document(inFolder(folder, '.npmrc'))
  const workspace = sources.document(inFolder(folder, 'pnpm-workspace.yaml'))
  const inNpmrc = npmrc?.get(['workspace-concurrency'])
  const inWorkspace = workspace?.get(['workspaceConcurrency'])
  if (inNpmrc === undefined && inWorkspace === undefined)
    return countUnsaid(call, DEFAULT, "pnpm's default of up to 4", FLAG)
  if (major === undefined || (inNpmrc !== undefined && inWorkspace !== undefined)) return undefined
  const [document, at, value] =
    inWorkspace === undefined
      ? [npmrc, ['workspace-concurrency'], major < 11 ? inNpmrc : undefined]
      : [workspace, ['workspaceConcurrency'], major >= 10 ? inWorkspace : undefined]
  const count = concurrencyOf(value === undefined ? undefined : String(value))
  return document && count && countInFile(document, at, count)
}

/** Zero and less are so many fewer than there are cpus. */
function concurrencyOf(value: string | undefined): Count | undefined {
  if (value === 'Infinity') return { kind: 'unbounded' }
  const [, number] = /^-?(\d{1,4})$/.exec(value ?? '') ?? []
  if (number === undefined) return undefined
  const isFewer = value?.startsWith('-') || Number(number) === 0
  return isFewer ? { kind: 'per-cpu', cpus: 'logical', plus: -Number(number) } : countOf(value)
}

function majorOf({ sources, folder }: OuterCall): number | undefined {
  const asked = sources.document(inFolder(folder, 'package.json'))?.get(['packageManager'])
  const [, major] = /^pnpm@(\d{1,3})\./.exec(typeof asked === 'string' ? asked : '') ?? []
  return major === undefined ? undefined : Number(major)
}
