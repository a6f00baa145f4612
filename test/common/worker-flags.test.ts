import { expect, it } from 'vitest'
import { commandsIn } from '../../rules/common/commands.ts'
import { flaggedRun, workerFlags } from '../../rules/common/worker-flags.ts'
import { loadReaders, loadShell } from '../../src/documents/index.ts'
import { makeSources } from '../../src/project/sources.ts'

const read = await loadReaders(['jsonc'])
const readShell = await loadShell()

/** Of each number of workers in a script: its flag, and the row of the plan that it makes. */
function found(script: string) {
  const text = JSON.stringify({ scripts: { test: script } })
  const sources = makeSources({
    files: ['package.json'],
    read: () => ({ kind: 'text', text }),
    formatOf: () => 'jsonc',
    parse: read,
    readShell,
    isIgnored: () => false,
  })
  return workerFlags(commandsIn(sources, /tool/), /^tool$/, /^(--workers|-j)$/).map(flag => {
    const usual = { id: 'tool/workers:', kind: 'tool/workers', title: 'tool workers' } as Parameters<
      typeof flaggedRun
    >[1]
    const { workload } = flaggedRun(flag, usual)
    return [flag.written.part, workload.id, workload.count.value]
  })
}

it('a script that starts a tool twice has two rows in the plan', () => {
  expect(found('tool --workers=4 && tool -j 50%')).toEqual([
    ['--workers=4', 'tool/workers: npm run test: --workers=4', { kind: 'fixed', processes: 4 }],
    ['-j 50%', 'tool/workers: npm run test: -j 50%', { kind: 'per-cpu', cpus: 'logical', times: 0.5 }],
  ])
})

it('what the shell works out is no number, nor is what stands before the tool', () => {
  expect(found('other -j 4; tool --workers=$N -j "$(nproc)"')).toEqual([])
})
