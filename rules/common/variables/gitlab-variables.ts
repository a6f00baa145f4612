import { isTable } from '../../../src/model/value.ts'
import { type VariableFile, variableAt, variablesOfTable } from './places.ts'

/** `variables` of a GitLab pipeline and of its jobs. */
export const gitlabVariables: VariableFile = {
  path: /^\.gitlab-ci\.ya?ml$/,
  format: 'yaml',
  variablesIn(document) {
    const root = document.get([])
    const where = { folder: '', kind: 'gitlab' } as const
    const all = { ...where, when: `every job of ${document.path}` }
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
      ...Object.keys(isTable(root) ? root : {}).flatMap(job =>
        job === 'variables'
          ? []
          : variablesOfTable(document, [job, 'variables'], {
              ...where,
              when: `job ${job} of ${document.path}`,
            }),
      ),
    ]
  },
}
