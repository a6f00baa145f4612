// https://github.com/bcomnes/npm-run-all2/tree/master/docs
import { packageOf } from '../../../common/npm/workspaces.ts'
import { inFolder } from '../../../common/paths.ts'
import { countInCommand, countOf, countUnsaid, optionOf } from '../counts.ts'
import type { OuterCall, OuterCount, OuterTool } from '../outer-tool.ts'
import { matchesName, tasksOf } from '../selection.ts'

export const npmRunAll: OuterTool = {
  kind: 'npm-run-all/scripts',
  title: 'npm-run-all scripts',
  program: /(^|\/)(run-p|npm-run-all2?)$/,
  mentions: /\b(run-p|npm-run-all2?)\s/,
  owns: [],
  valued: /^(--max-parallel|-n|--npm-path|--node-path)$/,
  read(call) {
    const manifest = call.sources.document(inFolder(call.folder, 'package.json'))
    const count = howMany(call)
    if (!manifest || !count) return undefined
    const own = packageOf(manifest)
    const patterns = inParallel(call)
    const names = Object.keys(own.scripts).filter(name => patterns.some(pattern => isMeant(pattern, name)))
    return { tasks: names.flatMap(name => tasksOf([own], name)), count }
  },
}

/** `npm-run-all` runs in turn what does not stand behind `-p`; several such groups are left aside. */
function inParallel({ arguments: { program, positionals, options } }: OuterCall): readonly string[] {
  const texts = positionals.map(({ value = '', start }) => ({ value, start }))
  if (program.text.endsWith('run-p')) return texts.map(({ value }) => value)
  const groups = options.filter(({ name }) => /^(-p|--parallel|-s|--serial|--sequential)$/.test(name))
  const [first, ...others] = groups.filter(({ name }) => /^(-p|--parallel)$/.test(name))
  if (!first || others.length > 0) return []
  const next = groups.find(group => group.first.start > first.first.start)
  return texts
    .filter(({ start }) => start > first.first.start && start < (next?.first.start ?? Infinity))
    .map(({ value }) => value)
}

/** One star stays between two colons, two go beyond them. */
function isMeant(pattern: string, name: string): boolean {
  if (pattern.includes('**')) return matchesName(pattern.replaceAll('**', '*'), name)
  return name.split(':').length === pattern.split(':').length && matchesName(pattern, name)
}

function howMany(call: OuterCall): OuterCount | undefined {
  const option = optionOf(call.arguments, /^--max-parallel$/)
  const flag = { name: '--max-parallel ', behind: 'program' } as const
  if (!option) return countUnsaid(call, { kind: 'unbounded' }, call.arguments.program.text, flag)
  const value = countOf(option.value)
  return value?.kind === 'fixed' ? countInCommand(call, option, value) : undefined
}
