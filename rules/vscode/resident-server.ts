import { formatGiB, GiB } from '../../src/model/bytes.ts'
import { defineRule, type HostSizing } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { effective } from './view/folders.ts'
import { broadCheck, narrowCheck, nextLever } from './view/rust-levers.ts'

export default defineRule({
  id: 'vscode/resident-server',
  ecosystem: vscode,
  summary: 'rust-analyzer keeps memory that tests and builds need',
  why: `A language server stays while everything else comes and goes. rust-analyzer grows with the crate graph: 22 to
30 GB were reported for some 3,500 crates, 5.5 GiB for the same without cache priming (rust-analyzer#19402), and 3 GB
instead of 11 with procedural macros off (rust-analyzer#21382). Each entry of \`linkedProjects\` is a graph of its own,
and each save checks the whole workspace unless \`check.workspace\` is false.`,
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
    const open = sizing.hosts.filter(isOpen)
    const crowded = open.flatMap(host => crowding(host) ?? [])
    const broad = broadCheck(view)
    const narrow = broad ? open.filter(({ plan }) => plan.budget.capacity <= SMALL) : []
    const { footprint } = sizing.workload
    const sum = footprint.amounts.map(({ what, bytes, source }) => `${what}: ${formatGiB(bytes)} (${source})`)
    const [worst] = crowded
    if (worst) {
      const linked = view.rust.linkedProjects > 1 && effective(view, 'rust-analyzer.linkedProjects')
      yield {
        at: linked ? linked.setting : server.evidence,
        message: `rust-analyzer keeps about ${formatGiB(worst.total)}, ${worst.reason}.`,
        because: [...sum, ...crowded.map(({ left }) => left)],
        hosts: crowded.map(({ host }) => host),
        footprint,
        fix: nextLever(view),
      }
    } else if (broad && narrow.length > 0) {
      yield {
        at: broad,
        message: `rust-analyzer checks every feature of a workspace of ${view.rust.packages} packages on each save.`,
        because: [...sum, ...narrow.map(leftOn)],
        hosts: narrow.map(({ plan }) => plan.host.name),
        footprint,
        fix: narrowCheck(view),
      }
    }
  },
})

/** Machines up to this size have no room for a broad check beside the server of a large workspace. */
const SMALL = 16 * GiB

/** Editors count on workstations only, and of several folders only the one that needs most. */
function isOpen({ plan, row }: HostSizing): boolean {
  return plan.live.includes(row)
}

/** More than half of what is usable, or what makes the largest run overshoot that would fit without it. */
function crowding({ plan: { budget, host, live }, row: { total } }: HostSizing) {
  const { usable, share, available } = budget
  const found = (reason: string) => ({
    host: host.name,
    total,
    reason,
    left: leftOf(host.name, usable, total),
  })
  if (total > usable / 2)
    return found(`more than half of the ${formatGiB(usable, 'down')} usable on ${host.name}`)
  const runs = live.filter(
    row => row.workload.phase !== 'editor' && row.total > available && row.total <= usable / share,
  )
  const [run] = runs
  return (
    run &&
    found(
      `and ${run.workload.title} (${formatGiB(run.total)}) would fit into ${host.name}'s ${formatGiB(usable, 'down')} without it`,
    )
  )
}

function leftOn({ plan, row }: HostSizing): string {
  return leftOf(plan.host.name, plan.budget.usable, row.total)
}

function leftOf(host: string, usable: number, server: number): string {
  const left = formatGiB(Math.max(0, usable - server), 'down')
  return `${host}: ${formatGiB(usable, 'down')} usable − ${formatGiB(server)} server = ${left} for tests and builds`
}
