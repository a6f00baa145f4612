import type { Setting } from '../../../src/model/setting.ts'
import { type EditorFolder, effective } from './folders.ts'

/** The limits of IntelliSense processes that a folder raises, in MB. */
export interface CppLimits {
  /** The setting that raises most. */
  readonly at: Setting<unknown>
  readonly perProcess: number
  readonly processes: number
  /** For all of them together; undefined where only the system's free memory limits that. */
  readonly total: number | undefined
}

/** The default of one process (package.json of cpptools, August 2026, where all of this is from). */
const PER_PROCESS = 4096
/** The least that `maxCachedProcesses` takes: so many are kept whatever is written. */
const PROCESSES = 2

/**
 * Undefined where a folder sets neither limit above its default. All but the limit of one process are machine-scoped:
 * of a repository's files only a dev container's settings can hold them.
 */
export function cppLimits(view: Pick<EditorFolder, 'locations'>): CppLimits | undefined {
  const perProcess = numberAt(view, ['C_Cpp.intelliSenseMemoryLimit'])
  const machine = { locations: view.locations.filter(({ kind }) => kind === 'devcontainer') }
  const processes = numberAt(machine, ['C_Cpp.intelliSense.maxCachedProcesses', 'C_Cpp.maxCachedProcesses'])
  const total = numberAt(machine, ['C_Cpp.intelliSense.maxMemory', 'C_Cpp.maxMemory'])
  const raised = perProcess && perProcess.value > PER_PROCESS ? perProcess : undefined
  const at = raised ?? processes
  if (!at) return undefined
  return {
    at: at.setting,
    perProcess: perProcess?.value ?? PER_PROCESS,
    processes: Math.max(PROCESSES, processes?.value ?? PROCESSES),
    total: total?.value,
  }
}

/** The first of the names that has a number: the one that is meant for IntelliSense wins over the general one. */
function numberAt(view: Pick<EditorFolder, 'locations'>, names: readonly string[]) {
  for (const name of names) {
    const setting = effective(view, name)?.setting
    if (setting && typeof setting.value === 'number') return { setting, value: setting.value }
  }
  return undefined
}
