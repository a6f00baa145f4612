import { isTable } from '../../../src/model/value.ts'
import { jobsIn } from '../github-workflows.ts'
import { runsWith } from '../pipelines/conditions.ts'
import { githubRuns } from '../pipelines/github-runs.ts'
import { type VariableFile, variablesOfTable } from './places.ts'

/** `env` of a workflow, of its jobs and of their steps. */
export const workflowEnv: VariableFile = {
  path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  format: 'yaml',
  variablesIn(document) {
    const name = document.path.slice(document.path.lastIndexOf('/') + 1)
    const where = { folder: '', kind: 'workflow' } as const
    const jobs = jobsIn(document).map(job => ({ ...job, runs: githubRuns(document, job.name) }))
    return [
      ...variablesOfTable(document, ['env'], {
        ...where,
        when: `every job of ${name}`,
        jobs: jobs.map(({ scripts, uses, runs }) => ({
          text: [...scripts.map(({ value }) => value), ...uses].join('\n'),
          runs,
        })),
      }),
      ...jobs.flatMap(({ name: job, runs }) => {
        const steps = document.get(['jobs', job, 'steps'])
        const at = ['jobs', job]
        const inJob = { ...where, when: `job ${job} of ${name}`, runs }
        return [
          ...variablesOfTable(document, [...at, 'env'], inJob),
          ...(Array.isArray(steps) ? steps : []).flatMap((step, index) =>
            variablesOfTable(document, [...at, 'steps', index, 'env'], {
              ...inJob,
              runs: runsWith(isTable(step) ? step.if : undefined, runs),
            }),
          ),
        ]
      }),
    ]
  },
}
