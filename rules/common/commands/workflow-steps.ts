import { jobsIn } from '../github-workflows.ts'
import { type CommandFile, nameOf } from './places.ts'

export const workflowSteps: CommandFile = {
  path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  format: 'yaml',
  scriptsIn: document =>
    jobsIn(document).flatMap(({ scripts }) =>
      scripts.map(written => ({
        written,
        when: `job ${written.at[1]} of ${nameOf(document.path)}`,
        folder: '',
        kind: 'workflow',
      })),
    ),
}
