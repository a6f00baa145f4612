import { hostAdvice } from '../host/advice.ts'
import { realMachine } from '../host/machine.ts'
import { PRESETS } from '../host/presets.ts'
import { surroundingsOf } from '../host/surroundings.ts'
import { formatGiB } from '../model/bytes.ts'
import { capacityOf } from '../model/host.ts'
import type { HostSheet } from '../report/host-sheet.ts'
import type { CommonFlags } from './options.ts'
import { runWatched } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** The chosen hosts with the budgets that the repository's plan gives them. */
export async function sheetsFor(flags: CommonFlags, terminal: Terminal): Promise<HostSheet[]> {
  const request = { ...flags, cwd: terminal.cwd, wholeProjects: true }
  const { reports } = await runWatched(request, terminal, flags.quiet)
  const plans = new Map(reports.flatMap(report => report.plan.hosts.map(plan => [plan.host.name, plan])))
  return [...plans.values()].map(({ host, budget }) => ({
    host,
    budget,
    advice: hostAdvice(host, {
      usable: budget.usable,
      ...(host.live && { around: surroundingsOf(realMachine()) }),
    }),
  }))
}

/** The machines that can be named without declaring them. */
export function presetList(): string {
  const width = Math.max(...PRESETS.map(host => host.name.length))
  const lines = PRESETS.map(host => {
    const size = `${formatGiB(capacityOf(host).value)} / ${host.cpus.value} cpus`
    return `${host.name.padEnd(width)}  ${host.kind.padEnd(11)}  ${size.padEnd(18)}  ${host.memory.source}`
  })
  return `${lines.join('\n')}\n`
}
