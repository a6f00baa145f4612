import { formatGiB } from '../../src/model/bytes.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { crowding, isOpen, isSmall, leftOn } from './view/crowding.ts'
import { effective } from './view/folders.ts'
import { FEW_PROJECTS } from './view/rust-footprint.ts'
import { broadCheck, narrowCheck, nextLever } from './view/rust-levers.ts'

export default defineRule({
  id: 'vscode/resident-server',
  ecosystem: vscode,
  summary: 'rust-analyzer keeps memory that tests and builds need',
  why: `A language server stays while everything else comes and goes. rust-analyzer grows with the crate graph: 22 to
30 GB were reported for 2,800 crates, 5.5 GiB for the same without cache priming (rust-analyzer#19402), and 3 GB
instead of 11 with procedural macros off, in a release that took too much for them (rust-analyzer#21382). Each entry of
\`linkedProjects\` is a graph of its own, and each save checks the whole workspace unless \`check.workspace\` is false.`,
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
    const narrow = broad ? open.filter(isSmall) : []
    const { footprint } = sizing.workload
    const sum = footprint.amounts.map(({ what, bytes, source }) => `${what}: ${formatGiB(bytes)} (${source})`)
    const [worst] = crowded
    if (worst) {
      const linked =
        view.rust.linkedProjects > FEW_PROJECTS && effective(view, 'rust-analyzer.linkedProjects')
      yield {
        at: linked ? linked.setting : server.evidence,
        message: `rust-analyzer keeps about ${formatGiB(worst.total)}, ${worst.reason}`,
        because: [...sum, ...crowded.map(({ left }) => left)],
        hosts: crowded.map(({ host }) => host),
        footprint,
        fix: nextLever(view),
      }
    } else if (broad && narrow.length > 0) {
      yield {
        at: broad,
        message: `rust-analyzer checks every feature on each save, with ${view.rust.packages} packages in Cargo.lock, beside a server that keeps ${formatGiB(footprint.bytes)}`,
        because: [...sum, ...narrow.map(leftOn)],
        hosts: narrow.map(({ plan }) => plan.host.name),
        footprint,
        fix: narrowCheck(view),
      }
    }
  },
})
