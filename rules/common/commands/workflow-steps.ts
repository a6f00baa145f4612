import type { Document } from '../../../src/model/document.ts'
import type { Place } from '../../../src/model/value.ts'
import { jobsIn } from '../github-workflows.ts'
import { withSteps } from '../paths.ts'
import { type CommandFile, nameOf, type PlacedScript } from './places.ts'

export const workflowSteps: CommandFile = {
  path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  format: 'yaml',
  scriptsIn: document =>
    jobsIn(document).flatMap(({ scripts }) =>
      scripts.map(written => ({
        written,
        when: `job ${written.at[1]} of ${nameOf(document.path)}`,
        ...folderOf(document, written.at),
        kind: 'workflow',
      })),
    ),
}

/** `working-directory` of the step, else of its job, else of the workflow. */
function folderOf(document: Document, run: Place): Pick<PlacedScript, 'folder' | 'startsElsewhere'> {
  const step = run.slice(0, -1)
  const job = run.slice(0, 2)
  const places = [step, [...job, 'defaults', 'run'], ['defaults', 'run']]
  const [written = ''] = places.flatMap(place => document.get([...place, 'working-directory']) ?? [])
  const folder = withSteps('', String(written))
  return folder === undefined ? { folder: '', startsElsewhere: true } : { folder }
}
