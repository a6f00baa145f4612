import { formatGiB, GiB } from '../../src/model/bytes.ts'
import type { HostPlan } from '../../src/model/plan.ts'
import { defineRule, type HostSizing } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { broadSettings } from './view/breadth.ts'
import { LARGE_GRAPH } from './view/rust-footprint.ts'
import { nextLever } from './view/rust-levers.ts'

export default defineRule({
  id: 'vscode/resident-server',
  ecosystem: vscode,
  summary: 'rust-analyzer keeps memory that tests and builds need',
  why: `A language server stays while everything else comes and goes. rust-analyzer grows with the crate graph: 22 to
30 GB were reported for some 3,500 crates, 5.5 GiB for the same without cache priming (rust-analyzer#19402), and 3 GB
instead of 11 with procedural macros off (rust-analyzer#21382). Each entry of \`linkedProjects\` is a graph of its own.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/rust-lang/rust-analyzer/issues/19402',
    'https://github.com/rust-lang/rust-analyzer/issues/21382',
    'https://github.com/rust-lang/rust-analyzer/issues/19552',
  ],
  *check(view, context) {
    const [server] = view.servers
    const [workload] = vscode.workloads(view)
    if (server?.id !== 'rust-analyzer' || !workload) return
    const sizing = context.size(workload, server.title)
    const broad = broadSettings(view)
    const large = view.rust.packages > LARGE_GRAPH
    const hosts = sizing.hosts.filter(isOpen).flatMap(host => {
      const reason = crowding(host) ?? (broad.length > 0 && large ? smallHost(host) : undefined)
      return reason ? [{ host, reason }] : []
    })
    const [worst] = hosts
    if (!worst) return
    const { footprint } = sizing.workload
    const [widest] = broad
    yield {
      at: widest?.at ?? server.evidence,
      message: `rust-analyzer keeps about ${formatGiB(worst.host.row.total)}: ${worst.reason}.`,
      because: [
        ...footprint.amounts.map(({ what, bytes, source }) => `${what}: ${formatGiB(bytes)} (${source})`),
        ...hosts.map(({ host, reason }) => `${host.plan.host.name}: ${reason}`),
      ],
      hosts: hosts.map(({ host }) => host.plan.host.name),
      related: broad.slice(1),
      footprint,
      help: broad.map(({ message }) => message).join('; '),
      fix: nextLever(view),
    }
  },
})

/** Editors count on workstations only, and of several folders only the one that needs most. */
function isOpen({ plan, row }: HostSizing): boolean {
  return plan.live.includes(row)
}

/** More than half of what is usable, or what makes the largest run overshoot that would fit without it. */
function crowding({ plan, row }: HostSizing): string | undefined {
  const { usable, share, available } = plan.budget
  const name = plan.host.name
  if (row.total > usable / 2) return `more than half of the ${formatGiB(usable, 'down')} usable on ${name}`
  const run = largestRun(plan)
  if (!run || run.total <= available || run.total > usable / share) return undefined
  return `${run.workload.title} (${formatGiB(run.total)}) would fit into ${name}'s ${formatGiB(usable / share, 'down')} without it`
}

function smallHost({ plan }: HostSizing): string | undefined {
  if (plan.budget.capacity > 16 * GiB) return undefined
  return `and checks broadly on ${plan.host.name}, which has ${formatGiB(plan.budget.capacity)}`
}

function largestRun({ live }: HostPlan) {
  return live.filter(row => row.workload.phase !== 'editor').sort((a, b) => b.total - a.total)[0]
}
