import { HOMEPAGE } from '../../model/links.ts'
import type { Proposal } from '../../model/proposal.ts'
import type { Surroundings } from '../surroundings.ts'
import { husky } from './husky.ts'
import { lintStaged } from './lint-staged.ts'
import { preCommit } from './pre-commit.ts'
import { simpleGitHooks } from './simple-git-hooks.ts'

/** memlint is there already. */
export type SetUp = 'set up'

/** Those that know which files are staged come first: they keep what a commit is not about out of it. */
const MANAGERS = [lintStaged, preCommit, husky, simpleGitHooks]

/** An entry for whatever runs before a commit; one, since two would do the work twice. */
export function hook(around: Surroundings): readonly Proposal[] {
  for (const entryFor of MANAGERS) {
    const found = entryFor(around)
    if (found === 'set up') return []
    if (found) return [found]
  }
  return [hint(around)]
}

function hint({ packageManager }: Surroundings): Proposal {
  return {
    part: 'hook',
    title: 'check before each commit',
    because: ['nothing here runs before a commit: no lint-staged, pre-commit, husky or simple-git-hooks'],
    byHand: [
      `${packageManager ? 'with lint-staged or pre-commit' : 'with pre-commit, which brings its own Node'}: ${HOMEPAGE}/blob/main/docs/ci.md`,
    ],
  }
}
