import type { Sources } from '../../../src/model/ecosystem.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { startedBy } from '../../common/commands/programs.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { COMPILER } from '../../common/compilers.ts'
import { numberedFlag } from '../../common/make/numbered.ts'
import { flaggedRun } from '../../common/worker-flags.ts'

/** Worth reading: a native build with a number of jobs. */
export const BUILDS = /(?:make|ninja|--build)(?:[^\n]|\\\r?\n){0,500}?[\s"']-(?:\w{0,8}j ?\d|-jobs|-parallel)/

/** What native builds start that a job runs with a number. Without one they are hazards of their own. */
export function builds(sources: Sources): readonly Workload[] {
  return commandsIn(sources, BUILDS)
    .filter(({ kind }) => kind !== 'dockerfile')
    .flatMap(command => TOOLS.flatMap(([tool, name]) => buildOf(command, tool, name)))
}

const TOOLS = [
  ['make', /^(?:\S*\/)?(?:g|gnu|mingw32-)?make$/],
  ['ninja', /^(?:\S*\/)?ninja(?:-build)?$/],
  ['cmake', /^(?:\S*\/)?cmake3?$/],
] as const

function buildOf(command: RepositoryCommand, tool: string, name: RegExp): Workload[] {
  const words = startedBy(command.command, name)?.arguments ?? []
  const flag = numberedFlag(words)
  if (!flag || (tool === 'cmake' && !words.some(({ text }) => text === '--build'))) return []
  const piece = command.pieceAt(flag.span)
  const usual: Workload = {
    id: `${tool}/jobs:`,
    kind: `${tool}/jobs`,
    folder: '',
    title: `${tool} jobs`,
    process: 'job',
    phase: 'build',
    when: command.when,
    count: { ...piece, value: { kind: 'fixed', processes: Number(flag.value) } },
    footprint: COMPILER,
    base: [],
  }
  const written = { command, written: piece, words: piece.piece.text, value: flag.value }
  const { workload, inJobs } = flaggedRun(written, usual)
  return workload.job ? [workload] : [...inJobs]
}
