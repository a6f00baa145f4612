import { formatGiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { HostSizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { ToxParallel } from './view/runs/tox-parallel.ts'

export default defineRule<PytestView>({
  id: 'pytest/tox-parallel',
  ecosystem: pytest,
  summary: 'tox runs environments at once, each with workers of its own',
  why: `\`tox run-parallel\` runs one environment per cpu, and \`tox -p\` without a number all of them (measured with tox 4.67: three
environments of two seconds on two cpus took 4.4 and 2.4 s). Each starts pytest, and a pytest with \`-n auto\` starts a
worker per cpu: the two multiply. \`tox -p 2\` runs two at a time, \`-p 0\` one after the other. The workers are worth more
than the environments: they share the work of one environment, while each environment repeats it.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: ['https://tox.wiki/en/latest/cli_interface.html', 'https://github.com/tox-dev/tox/issues/3493'],
  *check({ runs, toxParallel }, context) {
    const distributed = runs.filter(run => run.workload && run.workers.distributed)
    const run = distributed.find(each => each.name.startsWith('tox')) ?? distributed[0]
    if (!toxParallel || !run?.workload) return
    const sizing = context.size(run.workload, '')
    const over = sizing.hosts.filter(
      host => !host.row.over && memoryOf(toxParallel, host) > host.row.available,
    )
    const [worst, ...others] = over.toSorted((a, b) => a.row.available - b.row.available)
    if (worst) yield multiplied(toxParallel, [worst, ...others])
  },
})

function multiplied(tox: ToxParallel, over: readonly [HostSizing, ...HostSizing[]]): Problem {
  const [{ row, plan }] = over
  const fits = Math.floor(row.available / row.total)
  return {
    at: tox.command,
    message: `tox runs ${atOnce(tox, over[0])} environments at once, each with ${row.processes} workers: ${arithmetic(tox, over[0])}`,
    because: [...over.slice(1).map(host => arithmetic(tox, host)), ...explainFootprint(row.workload)],
    hosts: over.map(host => host.plan.host.name),
    footprint: row.workload.footprint,
    fix: {
      title: fits > 1 ? `run ${fits} at a time: -p ${fits}` : 'run them one after the other: -p 0',
      safety: 'manual',
      why: `${plan.host.name} has room for that; how long the job may take is for its author to weigh`,
    },
  }
}

function arithmetic(tox: ToxParallel, host: HostSizing): string {
  const { row, plan } = host
  const sum = `${atOnce(tox, host)} × ${formatGiB(row.total)} = ${formatGiB(memoryOf(tox, host))}`
  return `${sum}; ${plan.host.name} has ${formatGiB(row.available, 'down')} for them`
}

function memoryOf(tox: ToxParallel, host: HostSizing): number {
  return atOnce(tox, host) * host.row.total
}

function atOnce({ limit, environments }: ToxParallel, { plan }: HostSizing): number {
  if (limit === 'all') return environments
  return Math.min(environments, limit === 'auto' ? plan.host.cpus.value : limit)
}
