import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { commandFiles } from '../common/commands.ts'
import { variableFiles } from '../common/variables.ts'
import { type HeapCap, MENTIONS } from './view/caps.ts'
import { capsInCommands } from './view/commands.ts'
import { capsInNpmrc, NPMRC } from './view/npmrc.ts'
import { capsInVariables } from './view/variables.ts'

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
