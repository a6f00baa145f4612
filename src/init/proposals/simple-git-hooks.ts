import type { Proposal } from '../../model/proposal.ts'
import { isTable } from '../../model/value.ts'
import { mentionsMemlint, type Surroundings } from '../surroundings.ts'
import type { SetUp } from './hook.ts'

const AT = ['simple-git-hooks', 'pre-commit']

/** A command in package.json, which simple-git-hooks copies into the repository's hooks. */
export function simpleGitHooks({ manifest, packageManager }: Surroundings): Proposal | SetUp | undefined {
  const hooks = manifest?.['simple-git-hooks']
  if (!packageManager || !isTable(hooks)) return undefined
  const there = hooks['pre-commit']
  if (typeof there === 'string' && mentionsMemlint(there)) return 'set up'
  const command = `${packageManager.exec} memlint`
  return {
    part: 'hook',
    title: 'run memlint before each commit, by simple-git-hooks in package.json',
    because: [
      'simple-git-hooks is there, and no lint-staged: memlint checks the repository, and writes nothing',
      `it takes effect with the next ${packageManager.exec} simple-git-hooks`,
    ],
    ops: [
      {
        path: 'package.json',
        op:
          typeof there === 'string'
            ? { op: 'append', at: AT, text: ` && ${command}` }
            : { op: 'insert', at: AT, value: command },
      },
    ],
    byHand: [`in package.json, as simple-git-hooks.pre-commit: ${command}`],
  }
}
