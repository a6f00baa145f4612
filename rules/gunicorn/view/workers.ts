import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import type { PyModule, PythonDocument } from '../../../src/model/python.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { type Formula, readFormula } from './formula.ts'

/** gunicorn reads ./gunicorn.conf.py on its own, and others are given to it by name. */
export const CONFIG_FILES: readonly Owned[] = [
  {
    path: /(^|\/)(?!test_)[\w.-]*gunicorn[\w.-]*\.py$/,
    format: 'python',
    mentions: /cpu_count|sched_getaffinity/,
  },
]

/** `workers` as a formula of the cpus, with nothing that could lower it. */
export interface PerCpuWorkers {
  readonly at: Setting<string>
  readonly formula: Formula
}

export function perCpuWorkersIn(sources: Sources): readonly PerCpuWorkers[] {
  return CONFIG_FILES.flatMap(({ path, mentions }) =>
    sources.matching(path).filter(each => mentions?.test(sources.text(each) ?? '')),
  ).flatMap(path => {
    const document = NOT_RUN.test(path) ? undefined : sources.document(path)
    return document?.format === 'python' ? workersOf(document as PythonDocument) : []
  })
}

/** Tests, examples and documentation serve nobody, and a template is no Python yet. */
const NOT_RUN = /(^|\/)(?:tests?|examples?|docs?|demos?)\/|\{\{/

/** One that is assigned twice or under a condition may be another where it matters. */
function workersOf(document: PythonDocument): PerCpuWorkers[] {
  const workers = plainlyAssigned(document.module, 'workers')
  const formula =
    workers &&
    readFormula(workers.text, document.module, name => plainlyAssigned(document.module, name)?.text)
  return workers && formula ? [{ at: setting(workers.text, document, workers.at), formula }] : []
}

function plainlyAssigned(module: PyModule, name: string) {
  const [first, ...others] = module.assignments.filter(({ target }) => target === name)
  if (!first || others.length > 0 || first.augmented) return undefined
  const { function: inside, class: of, conditions } = first.within
  return inside || of || conditions.length > 0 ? undefined : first
}
