import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { type HeapCap, MENTIONS } from '../common/heap/caps.ts'
import { capsInCommands } from '../common/heap/commands.ts'
import { capsInVariables, JAVA_MENTIONS, javaCapsInVariables } from '../common/heap/variables.ts'
import { variableFiles } from '../common/variables.ts'

/** The pipelines of a repository. What their jobs start is known to the tools themselves, and in the plan. */
export interface Pipelines {
  /** Limits of heaps that hold in jobs. */
  readonly heaps: readonly HeapCap[]
}

const ci: Ecosystem<Pipelines> = {
  id: 'ci',
  title: 'jobs of pipelines',
  url: 'https://docs.github.com/en/actions/reference/runners/github-hosted-runners',
  owns: [...variableFiles(MENTIONS), ...variableFiles(JAVA_MENTIONS)],
  *read(sources) {
    const heaps = [...capsInCommands(sources), ...capsInVariables(sources), ...javaCapsInVariables(sources)]
    yield { heaps: heaps.filter(({ job }) => job !== undefined) }
  },
  *workloads() {},
}

export default ci
