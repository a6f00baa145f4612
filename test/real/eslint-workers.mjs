// How many workers eslint starts for `--concurrency`, on a machine that seems to have 8 cpus, and what is left of them after
// memlint's fix. Each worker reads the configuration, and each of them builds a program of its own for the same files.
//
//   node test/real/eslint-workers.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const LOG = 'programs.log'
/** `auto` of eslint 9.34 wants 35 of them for each worker. */
const FILES = 160
const RULE = 'eslint/concurrency-auto-typed'

const CONFIG = `import { appendFileSync } from 'node:fs'
import { isMainThread, threadId } from 'node:worker_threads'
import tseslint from 'typescript-eslint'
import meet from './meeting.cjs'

if (!isMainThread) await meet()

const hasProgram = {
  create: context => ({
    Program() {
      if (context.sourceCode.parserServices.program) appendFileSync('${LOG}', threadId + '\\n')
    },
  }),
}

export default tseslint.config({
  files: ['src/*.ts'],
  plugins: { own: { rules: { hasProgram } } },
  rules: { 'own/hasProgram': 'error' },
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
})
`

for (const [range, written, workers] of [
  ['9.34.0', '--concurrency=auto', 4],
  ['10', '--concurrency 3', 3],
]) {
  const modules = installed(`eslint-${range}`, [`eslint@${range}`, 'typescript-eslint@8', 'typescript@5'])
  await fixes(modules, written, workers)
}

async function fixes(modules, written, workers) {
  await inRepository(modules, repository(modules, written), async folder => {
    const name = `eslint ${versionOf(modules, 'eslint')} ${written}`
    const before = await lint(folder, workers)
    claim(
      `${name}: ${before.atOnce} workers at once on ${CPUS} cpus`,
      before.atOnce === workers,
      before.output,
    )
    const programs = programsIn(folder)
    claim(`  of which ${programs} built a program of their own`, programs > 1 && programs <= workers)
    applyFixes(folder, [RULE])
    writeFileSync(join(folder, LOG), '')
    const fixed = await lint(folder, 1)
    const isOne = fixed.exitCode === 0 && fixed.atOnce === 0 && programsIn(folder) === 1
    claim('  and after the fix one thread with one program', isOne, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [RULE]).findings.length === 0)
  })
}

/** The threads in which a rule was given a program. */
function programsIn(folder) {
  return new Set(readFileSync(join(folder, LOG), 'utf8').trim().split('\n')).size
}

function lint(folder, all) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const command = ['node_modules/eslint/bin/eslint.js', ...scripts.lint.split(' ').slice(1)]
  return runMeeting({ folder, command, cpus: CPUS, all, patienceMs: 20_000 })
}

function repository(modules, written) {
  const files = Array.from({ length: FILES }, (_, index) => [
    `src/m${index}.ts`,
    `export const m${index} = ${index}\n`,
  ])
  return {
    'package.json': JSON.stringify({
      type: 'module',
      scripts: { lint: `eslint ${written} src` },
      devDependencies: { eslint: versionOf(modules, 'eslint') },
    }),
    'tsconfig.json': JSON.stringify({ compilerOptions: { types: [], lib: ['es2022'] }, include: ['src'] }),
    'memlint.config.json': JSON.stringify({
      hosts: { laptop: { memory: '16GiB', cpus: CPUS, kind: 'workstation' } },
      footprints: { 'eslint/workers': { perProcess: '5GiB', measured: 'for this test' } },
    }),
    [LOG]: '',
    'eslint.config.js': CONFIG,
    ...Object.fromEntries(files),
  }
}
