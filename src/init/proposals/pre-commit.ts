import { HOMEPAGE } from '../../model/links.ts'
import type { Proposal } from '../../model/proposal.ts'
import { table } from '../../model/value.ts'
import { mentionsMemlint, type Surroundings } from '../surroundings.ts'
import type { SetUp } from './hook.ts'

const PATH = '.pre-commit-config.yaml'

/** An entry among the repositories of pre-commit, which brings its own Node along. */
export function preCommit({ sources, version }: Surroundings): Proposal | SetUp | undefined {
  if (!sources.has(PATH)) return undefined
  if (mentionsMemlint(sources.text(PATH) ?? '')) return 'set up'
  const repos = sources.document(PATH)?.get(['repos'])
  const end = Array.isArray(repos) ? repos.length : 0
  const rev = `v${version}`
  const value = table([
    ['repo', HOMEPAGE],
    ['rev', rev],
    ['hooks', [table([['id', 'memlint-fix']])]],
  ])
  return {
    part: 'hook',
    title: `run memlint --fix on the files of a commit, by pre-commit in ${PATH}`,
    because: ['pre-commit is there; it installs memlint by itself, so that nobody needs Node'],
    ops: [{ path: PATH, op: { op: 'insert', at: ['repos', end], value } }],
    byHand: [`in ${PATH}, below repos: {repo: ${HOMEPAGE}, rev: ${rev}, hooks: [{id: memlint-fix}]}`],
  }
}
