import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { TEST_FILE } from '../common/commands/test-runners.ts'
import { commandFiles } from '../common/commands.ts'
import { WORKSPACE_FILES } from '../common/npm/workspaces.ts'
import { variableFiles } from '../common/variables.ts'
import { type Spread, spreadsOf } from './view/spreads.ts'
import { TOOLS } from './view/tools.ts'

/** What one number of tasks decides. */
export interface Repository {
  readonly spreads: readonly Spread[]
}

/** What runs the scripts of several packages at once, whose runners start processes of their own. */
const repo: Ecosystem<Repository> = {
  id: 'repo',
  title: 'Task runner',
  url: 'https://monorepo.tools/',
  owns: [
    ...TOOLS.flatMap(({ owns }) => owns),
    ...commandFiles(anyOf(TOOLS.map(({ mentions }) => mentions))),
    ...variableFiles(anyOf(TOOLS.flatMap(({ variables }) => variables ?? []))),
    ...WORKSPACE_FILES,
    { path: TEST_FILE, format: 'lines', listed: true },
  ],
  *read(sources) {
    const spreads = TOOLS.flatMap(tool => spreadsOf(sources, tool))
    for (const place of new Set(spreads.map(({ count }) => count.place)))
      yield { spreads: spreads.filter(({ count }) => count.place === place) }
  },
  *workloads() {
    // They belong to the runners of the packages.
  },
  *fanOuts({ spreads }) {
    for (const { fanOut } of spreads) yield fanOut
  },
}

export default repo

function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'))
}
