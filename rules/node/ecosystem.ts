import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { commandFiles } from '../common/commands.ts'
import { type HeapCap, MENTIONS } from '../common/heap/caps.ts'
import { capsInCommands } from '../common/heap/commands.ts'
import { capsInVariables } from '../common/heap/variables.ts'
import { variableFiles } from '../common/variables.ts'
import { capsInNpmrc, NPMRC } from './view/npmrc.ts'

/** Node.js, wherever a repository says how large the heap of its processes may grow. */
const node: Ecosystem<HeapCap> = {
  id: 'node',
  title: 'Node.js',
  url: 'https://nodejs.org/api/cli.html',
  owns: [
    ...variableFiles(MENTIONS),
    ...commandFiles(MENTIONS),
    { path: NPMRC, format: 'npmrc', mentions: MENTIONS },
  ],
  *read(sources) {
    yield* capsInCommands(sources)
    yield* capsInVariables(sources)
    yield* capsInNpmrc(sources)
  },
  // A limit is no process: what runs under it is another tool's workload.
  *workloads() {},
}

export default node
