import type { OuterTool } from './outer-tool.ts'
import { concurrently } from './tools/concurrently.ts'
import { lerna } from './tools/lerna.ts'
import { npmRunAll } from './tools/npm-run-all.ts'
import { nx } from './tools/nx.ts'
import { pnpm } from './tools/pnpm.ts'
import { turbo } from './tools/turbo.ts'

/** Everything that runs tasks at once. */
export const TOOLS: readonly OuterTool[] = [turbo, nx, lerna, pnpm, concurrently, npmRunAll]
