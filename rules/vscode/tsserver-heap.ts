import { formatGiB, GiB, MiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { outsized } from './view/desks.ts'
import type { Entry } from './view/settings.ts'
import { heapLimits } from './view/tsserver.ts'

/** VS Code's default in MB. Whoever writes it down, or less, asks for nothing. */
const DEFAULT = 3072
/** Below this it crashes again and again in ordinary projects (vscode#140090). */
const LEAST = 512

export default defineRule({
  id: 'vscode/tsserver-heap',
  ecosystem: vscode,
  summary: 'The heap limit of the TypeScript server does not suit the machine',
  why: `The limit counts per process, and VS Code starts two to a window that share no memory: 8 of them took 5.3 GB of
16 (Maintainerr#3376, cured with 1536 MB). Too little is as bad: a server that reaches its limit crashes and is started
again, until VS Code gives up (vscode#140090). Until 2022 more than 4096 MB had no effect without a \`nodePath\`
(vscode#127105).`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/Maintainerr/Maintainerr/issues/3376',
    'https://github.com/microsoft/vscode/issues/140090',
    'https://github.com/microsoft/vscode/issues/127105',
  ],
  *check(view, { plan }) {
    for (const { entry, megabytes } of heapLimits(view)) {
      if (megabytes < LEAST) yield tooSmall(entry, megabytes)
      const found = megabytes > DEFAULT ? outsized(megabytes * MiB, plan) : undefined
      if (!found) continue
      const [smallest] = found.on
      const lower = Math.min(DEFAULT, Math.max(1024, Math.floor(smallest.capacity / 8 / (512 * MiB)) * 512))
      yield {
        at: entry.setting,
        message: `each TypeScript server may take ${formatGiB(megabytes * MiB)}, and VS Code starts two to a window: ${smallest.name} has ${formatGiB(smallest.capacity, 'down')}.`,
        because: [
          ...found.because,
          `${lower} MB is an eighth of ${smallest.name}, at most the default of ${DEFAULT} MB`,
        ],
        hosts: found.on.map(({ name }) => name),
        severity: found.limitsNothing || 2 * megabytes * MiB >= smallest.capacity ? 'warning' : 'info',
        fix: {
          title: `lower it to ${lower} MB`,
          safety: 'unsafe',
          why: 'a project that needs more makes the server crash again and again',
          ops: [set(entry.setting, lower)],
        },
      }
    }
  },
})

function tooSmall(entry: Entry, megabytes: number): Problem {
  return {
    at: entry.setting,
    message: `${megabytes} MB are too little for most projects: the TypeScript server crashes and is started again.`,
    because: [
      `memlint's bound is ${LEAST} MB; the crash loop is vscode#140090; the default is ${formatGiB(3 * GiB)}`,
    ],
    severity: 'info',
    fix: {
      title: 'remove the limit, or give it at least 1024 MB',
      safety: 'manual',
      why: 'memlint only lowers, and what the project needs is not known',
    },
  }
}
