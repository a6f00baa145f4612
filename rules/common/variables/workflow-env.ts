import { isTable } from '../../../src/model/value.ts'
import { jobsIn } from '../github-workflows.ts'
import { type VariableFile, variablesOfTable } from './places.ts'

/** `env` of a workflow, of its jobs and of their steps. */
export const workflowEnv: VariableFile = {
  path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  format: 'yaml',
  variablesIn(document) {
    const name = document.path.slice(document.path.lastIndexOf('/') + 1)
    const where = { folder: '', kind: 'workflow' } as const
    const jobs = document.get(['jobs'])
    const names = jobsIn(document).length > 0 && isTable(jobs) ? Object.keys(jobs) : []
    return [
      ...variablesOfTable(document, ['env'], { ...where, when: `every job of ${name}` }),
      ...names.flatMap(job => {
        const steps = document.get(['jobs', job, 'steps'])
        const at = ['jobs', job]
        const inJob = { ...where, when: `job ${job} of ${name}` }
        return [
          ...variablesOfTable(document, [...at, 'env'], inJob),
          ...(Array.isArray(steps) ? steps : []).flatMap((_, index) =>
            variablesOfTable(document, [...at, 'steps', index, 'env'], inJob),
          ),
        ]
      }),
    ]
  },
}
