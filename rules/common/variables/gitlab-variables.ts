import { isTable, type Value } from '../../../src/model/value.ts'
import { gitlabRuns } from '../pipelines/gitlab-runs.ts'
import { type VariableFile, variableAt, variablesOfTable } from './places.ts'

/** `variables` of a GitLab pipeline and of its jobs. */
export const gitlabVariables: VariableFile = {
  path: /^\.gitlab-ci\.ya?ml$/,
  format: 'yaml',
  variablesIn(document) {
    const root = document.get([])
    const where = { folder: '', kind: 'gitlab' } as const
    const jobs = Object.keys(isTable(root) ? root : {}).filter(name => name !== 'variables')
    const all = {
      ...where,
      when: `every job of ${document.path}`,
      jobs: jobs.map(job => ({ text: textOf(document.get([job])), runs: gitlabRuns(document, job) })),
    }
    const described = document.get(['variables'])
    return [
      ...variablesOfTable(document, ['variables'], all),
      // `NAME: {value: …, description: …}` is a variable that people are asked for.
      ...Object.entries(isTable(described) ? described : {}).flatMap(([name, value]) =>
        isTable(value)
          ? variableAt(document, ['variables', name, 'value'], value.value, all).map(one => ({
              ...one,
              name,
            }))
          : [],
      ),
      ...jobs.flatMap(job =>
        variablesOfTable(document, [job, 'variables'], {
          ...where,
          when: `job ${job} of ${document.path}`,
          runs: gitlabRuns(document, job),
        }),
      ),
    ]
  },
}

function textOf(job: Value | undefined): string {
  if (!isTable(job)) return ''
  const parts = [job.image, job.before_script, job.script, job.after_script]
  return parts
    .flat()
    .filter(part => typeof part === 'string')
    .join('\n')
}
