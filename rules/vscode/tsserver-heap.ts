import { formatGiB, MiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { outsized } from './view/desks.ts'
import type { Entry } from './view/settings.ts'
import { heapLimits } from './view/tsserver.ts'

/** VS Code's default in MB. Whoever writes it down, or less, asks for nothing. */
const DEFAULT = 3072
/** memlint's own bound, in MB: VS Code allows 128, with which the server does not even start (vscode#140090). */
const LEAST = 512

export default defineRule({
  id: 'vscode/tsserver-heap',
  ecosystem: vscode,
  summary: 'the heap limit of the TypeScript server does not suit the machine',
  why: `The limit counts per process, and VS Code starts two to a window that share no memory: 8 of them took 5.3 GB of
16 (Maintainerr#3376, cured with 1536 MB). Too little is as bad: a server that reaches its limit crashes and is started
again (vscode#140090), and after five crashes in five minutes it stays away (vscode#231536). In 2021 more than 4096 MB had
no effect in the node that VS Code brings (vscode#127105). That less than 512 MB are too little is memlint's own bound.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/Maintainerr/Maintainerr/issues/3376',
    'https://github.com/microsoft/vscode/issues/140090',
    'https://github.com/microsoft/vscode/issues/231536',
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
        message: `each TypeScript server may take ${formatGiB(megabytes * MiB)}, and VS Code starts two to a window: ${smallest.name} has ${formatGiB(smallest.capacity, 'down')}`,
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
    message: `${megabytes} MB are little for the TypeScript server: at its limit it crashes and is started again`,
    because: [
      `memlint's own bound is ${LEAST} MB, and the default is ${formatGiB(DEFAULT * MiB)}; 128 MB were not enough to start (vscode#140090)`,
    ],
    severity: 'info',
    fix: {
      title: 'remove the limit, or give it at least 1024 MB',
      safety: 'manual',
      why: 'memlint only lowers, and what the project needs is not known',
    },
  }
}
