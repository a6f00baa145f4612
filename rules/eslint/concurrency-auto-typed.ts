import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { defineRule, type Sizing } from '../../src/model/rule.ts'
import { rewritePiece } from '../common/commands/pieces.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { overMemory } from '../common/over.ts'
import type { TypedRun } from './ecosystem.ts'
import eslint from './ecosystem.ts'

export default defineRule<TypedRun>({
  id: 'eslint/concurrency-auto-typed',
  ecosystem: eslint,
  summary: 'each worker of eslint builds the whole TypeScript program again',
  why: `\`--concurrency\` (eslint 9.34) shares the files out to worker threads. With typed linting (\`projectService\`,
\`parserOptions.project\`) every one of them asks TypeScript for the types of the whole program, and they share nothing of it.
Over 1225 files that was 4.7 GB for each worker: 38.7 GB with \`auto\`, 9 workers, on 18 cpus (linkcode#416). Over memlint's own 590
files it is 0.36 GiB a worker (measured, eslint 10.15). \`auto\` is one worker for every second cpu, or for every 50 files where
that is less; it never looks at memory.

Fewer workers are not simply less: each of them then checks more files, and all have heaps of the same size. There 4 workers
of 4.7 GB finished, and 2 died with "heap out of memory", as did one process. What held was \`--concurrency=off\` with
\`NODE_OPTIONS=--max-old-space-size=8192\`: 7.4 GB, in 48 instead of 32 seconds. Measure yours and write it to
\`footprints["eslint/workers"]\`.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/arcboxlabs/linkcode/pull/416',
    'https://github.com/arcboxlabs/linkcode/pull/312',
    'https://eslint.org/docs/latest/use/command-line-interface#--concurrency',
    'https://typescript-eslint.io/getting-started/typed-linting/',
  ],
  *check(run, context) {
    const sizing = context.size(run.workload, run.flag.words)
    if (isWorthAWord(run, sizing)) yield problem(run, sizing)
  },
})

/** `auto` is no number that anybody chose. */
function isWorthAWord({ flag: { value } }: TypedRun, sizing: Sizing): boolean {
  return value === 'auto' ? isDefaultWorthAWord(sizing) : sizing.over.length > 0
}

function problem(run: TypedRun, sizing: Sizing): Problem {
  const problem = overMemory(sizing)
  return {
    at: run.flag.written,
    ...problem,
    because: [...(problem.because ?? []), ...(run.flag.value === 'auto' ? [FEW_FILES] : []), FEWER],
    related: [{ at: { value: undefined, document: run.config, at: [] }, message: 'lints with types' }],
    help: HELP,
    fix: fixOf(run),
  }
}

const FEW_FILES =
  'auto is one worker for every second cpu, and fewer where there are not 50 files for each of them (lib/eslint/eslint.js of eslint 10.15; 35 in 9.34)'

const FEWER =
  'each worker builds the program of all files again; over 1225 files 9 workers took 38.7 GB and 4 took 18.6 GB, and 2 ran out of their heaps of 4 GB (cited: linkcode#416)'

const HELP =
  'A smaller number is no safe way: each worker then checks more files in a heap of the same size. One process with a larger heap holds the program once: NODE_OPTIONS=--max-old-space-size=8192 eslint --concurrency=off'

function fixOf({ flag: { written, words }, version }: TypedRun): Fix {
  const title = 'set --concurrency to off'
  const why =
    'a run takes longer, and one process needs a heap for all files: where it ends with "heap out of memory", raise NODE_OPTIONS=--max-old-space-size'
  if (!version)
    return { title, safety: 'manual', why: `nothing says which version of eslint this is; ${why}` }
  const off = words.replace(/(auto|\d{1,4})$/, 'off')
  return { title, safety: 'unsafe', why, ops: [rewritePiece(written, off)] }
}
