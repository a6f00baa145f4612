import type { Host } from '../../src/model/host.ts'
import type { RepositoryVariable } from './variables.ts'

/** What a pipeline runs, runs on the machines of pipelines, where any are known; everything else may run on all. */
export function machinesFor<T>(
  kind: RepositoryVariable['kind'] | 'npmrc' | 'preset',
  all: readonly T[],
  hostOf: (each: T) => Host,
): readonly T[] {
  const runners = all.filter(each => hostOf(each).kind === 'ci')
  return isPipeline(kind) && runners.length > 0 ? runners : all
}

export function isPipeline(kind: RepositoryVariable['kind'] | 'npmrc' | 'preset'): boolean {
  return kind === 'workflow' || kind === 'gitlab'
}
