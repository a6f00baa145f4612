import { formatGiB, MiB } from '../../src/model/bytes.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { cppLimits } from './view/cpptools.ts'
import { desks, SHARE } from './view/desks.ts'

export default defineRule({
  id: 'vscode/cpptools-unbounded',
  ecosystem: vscode,
  summary: 'the limit of one IntelliSense process is raised beyond what several have room for',
  why: `cpptools keeps a process for each source file that was opened lately, and has two limits that are easily confused:
\`C_Cpp.intelliSenseMemoryLimit\` is what **one** of them may take before it is started again (4096 MB by default), and
\`C_Cpp.intelliSense.maxMemory\` is what **all** of them may take before older ones are closed (cpptools#9384); by default
that is what the system has free, which tests and builds want too. A repository can set the former only: the latter is
machine-scoped and belongs into the user settings, or into those of a dev container (package.json of cpptools, August
2026). 12 processes of 600 MB filled a machine of 8 GB (cpptools#4811). Limits are checked after the fact and exceeded
for a time (cpptools#11014).`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/microsoft/vscode-cpptools/blob/main/Extension/package.json',
    'https://github.com/microsoft/vscode-cpptools/issues/9384',
    'https://github.com/microsoft/vscode-cpptools/issues/4811',
    'https://github.com/microsoft/vscode-cpptools/issues/11014',
  ],
  *check(view, { plan }) {
    const limits = cppLimits(view)
    if (!limits || limits.total !== undefined) return
    const { perProcess, processes } = limits
    const most = perProcess * MiB * processes
    const small = desks(plan).filter(({ capacity }) => most > capacity)
    const [smallest] = small
    if (!smallest) return
    const total = Math.floor(smallest.capacity / SHARE / MiB)
    yield {
      at: limits.at,
      message: `${processes} IntelliSense ${processes === 1 ? 'process' : 'processes'} of up to ${formatGiB(perProcess * MiB)} each may take ${formatGiB(most)}: only free memory limits them together`,
      because: [
        `${processes} × ${perProcess} MB = ${formatGiB(most)}`,
        ...small.map(({ name, capacity }) => `${name} has ${formatGiB(capacity, 'down')}`),
      ],
      hosts: small.map(({ name }) => name),
      fix: {
        title: `set C_Cpp.intelliSense.maxMemory to ${total}, a quarter of ${smallest.name}, in the settings of that machine`,
        safety: 'manual',
        why: 'VS Code does not read it from a repository; older processes are closed then',
      },
    }
  },
})
