import type { Document } from '../../../src/model/document.ts'
import { setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { gitlabRuns } from '../pipelines/gitlab-runs.ts'
import type { CommandFile, PlacedScript } from './places.ts'

export const gitlabJobs: CommandFile = {
  path: /^\.gitlab-ci\.ya?ml$/,
  format: 'yaml',
  scriptsIn(document) {
    const root = document.get([])
    if (!isTable(root)) return []
    const jobs = Object.entries(root).flatMap(([name, job]) => scriptsOf(job, [name], document))
    return [...scriptsOf(root, [], document), ...jobs]
  },
}

/** Of one job, or of the defaults of all jobs; each line is a script of its own. */
function scriptsOf(job: Value, at: Place, document: Document): PlacedScript[] {
  if (!isTable(job)) return []
  const runs = at[0] === undefined ? [] : gitlabRuns(document, String(at[0]))
  return ['before_script', 'script', 'after_script'].flatMap(key => {
    const value = job[key]
    const lines = Array.isArray(value) ? value.map((line, index) => ({ line, at: [...at, key, index] })) : []
    const texts = typeof value === 'string' ? [{ line: value, at: [...at, key] }] : lines
    return texts.flatMap(({ line, at: place }): PlacedScript[] =>
      typeof line === 'string'
        ? [
            {
              written: setting(line, document, place),
              when: `job ${at[0] ?? 'default'} of ${document.path}`,
              folder: '',
              kind: 'gitlab',
              runs,
            },
          ]
        : [],
    )
  })
}
