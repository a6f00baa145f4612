import type { Document } from '../../../src/model/document.ts'
import type { Place } from '../../../src/model/value.ts'
import { jobsIn } from '../github-workflows.ts'
import { resolvePath } from '../paths.ts'
import { type CommandFile, nameOf } from './places.ts'

export const workflowSteps: CommandFile = {
  path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  format: 'yaml',
  scriptsIn: document =>
    jobsIn(document).flatMap(({ scripts }) =>
      scripts.map(written => ({
        written,
        when: `job ${written.at[1]} of ${nameOf(document.path)}`,
        folder: workingFolder(document, written.at.slice(0, -1)),
        kind: 'workflow',
      })),
    ),
}

/** Where a step says that it works, or its job or the workflow for all of theirs; the root where nobody does. */
function workingFolder(document: Document, step: Place): string {
  const [, job = ''] = step
  const folder = [
    [...step, 'working-directory'],
    ['jobs', job, 'defaults', 'run', 'working-directory'],
    ['defaults', 'run', 'working-directory'],
  ]
    .map(at => document.get(at))
    .find(value => value !== undefined)
  return (typeof folder === 'string' && !folder.includes('${{') && resolvePath('', folder)) || ''
}
