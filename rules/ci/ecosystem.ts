import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { callingFiles, commandFiles, pipelineFiles } from '../common/commands.ts'
import { type HeapCap, MENTIONS } from '../common/heap/caps.ts'
import { capsInCommands } from '../common/heap/commands.ts'
import { capsInVariables, JAVA_MENTIONS, javaCapsInVariables } from '../common/heap/variables.ts'
import { BUILDS, builds } from './view/builds.ts'

/** The pipelines of a repository. What their jobs start is known to the tools themselves, and in the plan. */
export interface Pipelines {
  /** Limits of heaps that hold in jobs. */
  readonly heaps: readonly HeapCap[]
  /** What jobs build with a number of compilers at once. */
  readonly builds: readonly Workload[]
}

const ci: Ecosystem<Pipelines> = {
  id: 'ci',
  title: 'jobs of pipelines',
  url: 'https://docs.github.com/en/actions/reference/runners/github-hosted-runners',
  owns: [
    ...[MENTIONS, JAVA_MENTIONS].flatMap(pipelineFiles),
    ...commandFiles(BUILDS),
    ...callingFiles(BUILDS),
  ],
  *read(sources) {
    const heaps = [...capsInCommands(sources), ...capsInVariables(sources), ...javaCapsInVariables(sources)]
    yield { heaps: heaps.filter(({ job }) => job !== undefined), builds: builds(sources) }
  },
  *workloads({ builds: all }) {
    yield* all
  },
}

export default ci
