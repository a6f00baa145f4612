import type { Host } from '../../src/model/host.ts'
import type { Sizing } from '../../src/model/rule.ts'
import type { RepositoryVariable } from './variables.ts'

type Kind = RepositoryVariable['kind'] | 'npmrc'

/** What a pipeline runs, runs on the machines of pipelines, where any are known; everything else may run on all. */
export function machinesFor<T>(kind: Kind, all: readonly T[], hostOf: (each: T) => Host): readonly T[] {
  const runners = all.filter(each => hostOf(each).kind === 'ci')
  return isPipeline(kind) && runners.length > 0 ? runners : all
}

export function isPipeline(kind: Kind): boolean {
  return kind === 'workflow' || kind === 'gitlab'
}

/** A workload against the machines on which what starts it runs. */
export function onItsMachines(kind: Kind, sizing: Sizing): Sizing {
  const hosts = machinesFor(kind, sizing.hosts, ({ plan }) => plan.host)
  const over = hosts.filter(({ row }) => row.over)
  const fewest = Math.min(...over.map(({ row }) => row.fits))
  const tightest = sizing.over.find(({ row }) => row.fits === fewest)
  if (!tightest || over.length === sizing.over.length) return { ...sizing, hosts, over }
  const { workload } = sizing
  const advice =
    fewest < 1
      ? { unknown: `not even one ${workload.process} fits on ${tightest.plan.host.name}` }
      : { value: fewest, because: tightest.arithmetic }
  return { ...sizing, hosts, over, advice }
}
