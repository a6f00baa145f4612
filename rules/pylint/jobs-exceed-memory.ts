import { defineRule } from '../../src/model/rule.ts'
import { fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { PylintView } from './ecosystem.ts'
import pylint from './ecosystem.ts'
import { DOUBTS } from './view/jobs.ts'

export default defineRule<PylintView>({
  id: 'pylint/jobs-exceed-memory',
  ecosystem: pylint,
  summary: 'pylint starts more workers than memory has room for',
  why: `\`jobs = 0\` starts one worker per cpu. pylint honours affinity and the cpu quota of a container, and never looks at
memory. Every worker is a whole Python process that parses its share of the files and everything they import, and keeps
it: 310 MiB each of two over Sphinx's own code, 314 MiB over Python's standard library (measured, pylint 4.1.4). Libraries
that all files import are parsed by every worker, and no two of them share anything of it.

There is no at-most form: a number starts that many workers on fewer cpus, too. \`pylint --jobs=N\` wins over the file.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://pylint.readthedocs.io/en/stable/user_guide/usage/run.html#parallel-execution',
    'https://github.com/pylint-dev/pylint/blob/main/pylint/lint/parallel.py',
  ],
  *check({ jobs, run }, context) {
    const sizing = context.size(run, `jobs = ${jobs.number}`)
    if (sizing.over.length === 0) return
    const fits = 'value' in sizing.advice ? sizing.advice.value : 1
    yield {
      at: jobs.set,
      ...overMemory(sizing),
      help: `For one run alone: pylint --jobs=${fits}`,
      fix: fixCount(jobs, sizing, context, DOUBTS),
    }
  },
})
