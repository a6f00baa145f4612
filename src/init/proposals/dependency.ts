import type { Proposal } from '../../model/proposal.ts'
import { dependsOn, type Surroundings } from '../surroundings.ts'

/** The command that installs memlint: package.json alone is never changed. */
export function dependency(around: Surroundings): readonly Proposal[] {
  const { packageManager } = around
  if (!packageManager || dependsOn(around, 'memlint')) return []
  return [
    {
      part: 'dependency',
      title: 'install memlint for everybody who works here',
      because: [
        'package.json and its lock file have to change together: an installation that is frozen, as in CI, refuses one without the other',
      ],
      byHand: [`${packageManager.add} memlint`],
    },
  ]
}
