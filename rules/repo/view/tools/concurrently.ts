// https://github.com/open-cli-tools/concurrently#usage
import { packageOf } from '../../../common/npm/workspaces.ts'
import { inFolder } from '../../../common/paths.ts'
import { countInCommand, countOf, countUnsaid, optionOf } from '../counts.ts'
import type { OuterCall, OuterCount, OuterTask, OuterTool } from '../outer-tool.ts'
import { matchesName, tasksOf } from '../selection.ts'

export const concurrently: OuterTool = {
  kind: 'concurrently/commands',
  title: 'concurrently commands',
  program: /(^|\/)(concurrently|conc)$/,
  mentions: /\bconcurrently\s/,
  owns: [],
  valued:
    /^(-n|--names|-c|--prefix-colors|-p|--prefix|-t|-l|--prefix-length|-m|--max-processes|-s|--success|--restart-(tries|after)|--name-separator|--hide|--default-input-target|--kill-signal)$/,
  read(call) {
    const { positionals } = call.arguments
    const count = howMany(call)
    return count && { tasks: positionals.flatMap(({ value = '' }) => commandsOf(value, call)), count }
  },
}

/** `npm:test:*` is every script that matches; anything else is a command. */
function commandsOf(command: string, { sources, folder }: OuterCall): OuterTask[] {
  const manifest = sources.document(inFolder(folder, 'package.json'))
  if (!manifest) return []
  const own = packageOf(manifest)
  const [, pattern, words] = /^(?:npm|pnpm|yarn|bun|node):([^\s()]+)( .*)?$/.exec(command) ?? []
  if (pattern === undefined) return [{ folder, name: '', script: command, others: own.scripts }]
  if (words !== undefined) return []
  return Object.keys(own.scripts)
    .filter(name => matchesName(pattern, name))
    .flatMap(name => tasksOf([own], name))
}

function howMany(call: OuterCall): OuterCount | undefined {
  const option = optionOf(call.arguments, /^(-m|--max-processes)$/)
  if (!option)
    return countUnsaid(call, { kind: 'unbounded' }, 'concurrently', {
      name: '--max-processes=',
      behind: 'program',
    })
  const value = countOf(option.value)
  return value && countInCommand(call, option, value)
}
