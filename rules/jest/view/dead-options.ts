import { branchesAt } from '../../../src/model/choice.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import type { ConfigFile } from './config-files.ts'

/** An option of all workers that stands in projects, where jest does not read it. */
export interface DeadOption {
  readonly key: (typeof KEYS)[number]
  /** Where it stands, project by project. */
  readonly places: readonly Setting<Value>[]
  /** Where jest reads it; undefined where nobody wrote it there. */
  readonly home: Setting<Value | undefined>
}

/** Those of jest's global options that bound memory. */
const KEYS = ['maxWorkers', 'workerIdleMemoryLimit'] as const

export function deadInProjects({ document, root }: ConfigFile): readonly DeadOption[] {
  const projects = branchesAt(document, [...root, 'projects']).flatMap(({ value, at }) =>
    Array.isArray(value) ? value.map((_, index): Place => [...at, index]) : [],
  )
  return KEYS.flatMap(key => {
    const places = projects.flatMap(project => {
      const at = [...project, key]
      const value = isTable(document.get(project)) ? document.get(at) : undefined
      return value === undefined || value === null ? [] : [setting(value, document, at)]
    })
    const home = [...root, key]
    return places.length > 0 ? [{ key, places, home: setting(document.get(home), document, home) }] : []
  })
}
