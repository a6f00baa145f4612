import { GiB } from '../../src/model/bytes.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { clangdArguments } from './view/clangd.ts'
import { desks } from './view/desks.ts'

export default defineRule({
  id: 'vscode/clangd-unbounded',
  ecosystem: vscode,
  summary: 'clangd is started with arguments that make it take more than it would by itself',
  why: `clangd parses with a worker per cpu by default, and \`-j\` sets the number for every machine, whatever its size.
Workers that index at once filled a machine in ten seconds (clangd#251), and fewer of them are what clangd's developers
advise against it (clangd#870). \`--pch-storage=memory\` keeps what the headers of each open file were compiled to in
memory as well; by default it is on disk (\`clangd --help\` of 22.1.1). Disk has a trap of its own: the temporary
directory can fill (150 GB in clangd#512), and where it is in memory nothing is gained.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/clangd/clangd/issues/251',
    'https://github.com/clangd/clangd/issues/870',
    'https://github.com/clangd/clangd/issues/512',
  ],
  *check(view, { plan }) {
    const { workers, preambles } = clangdArguments(view)
    const all = desks(plan)
    const fewer = workers ? all.filter(({ host }) => workers.value > host.cpus.value) : []
    if (workers && fewer.length > 0) {
      yield {
        at: workers,
        message: `clangd starts ${workers.value} workers, more than it would by itself`,
        because: fewer.map(
          ({ name, host }) => `${name} has ${host.cpus.value} cpus, and one worker per cpu is the default`,
        ),
        hosts: fewer.map(({ name }) => name),
        fix: {
          title: 'remove -j',
          safety: 'manual',
          why: 'a number of its own is for the machine it was chosen on: it belongs into the settings of that user',
        },
      }
    }
    const small = all.filter(({ capacity }) => capacity <= 16 * GiB)
    if (!preambles || small.length === 0) return
    yield {
      at: preambles,
      message: 'clangd keeps the compiled headers of every open file in memory, and not on disk',
      hosts: small.map(({ name }) => name),
      fix: {
        title: 'remove it: disk is the default',
        safety: 'manual',
        why: 'where the temporary directory is in memory nothing is gained',
      },
    }
  },
})
