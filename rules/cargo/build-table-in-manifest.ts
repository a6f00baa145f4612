import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { Table } from '../../src/model/value.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { moveBuildTable } from './view/build-table.ts'
import { explainBuild } from './view/footprint.ts'
import { type Manifest, tableAt } from './view/manifests.ts'
import { noEffect } from './view/words.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/build-table-in-manifest',
  ecosystem: cargo,
  summary: '[build] stands in Cargo.toml, where cargo does not read it',
  why: `\`[build]\` belongs to cargo's configuration, \`.cargo/config.toml\`. In a manifest cargo says \`unused manifest key:
build\` and goes on with one compiler per cpu: a cap that everybody believes in and nothing obeys. Where it is really read,
\`jobs\` need not be 1: with 2 GiB to a compiler 4 jobs fit into 16 GiB beside an editor, and take a third of the time.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://doc.rust-lang.org/cargo/reference/config.html#build',
    'https://github.com/vectordotdev/vector/issues/5234',
  ],
  *check(view, context) {
    for (const manifest of [view.root, ...view.members]) {
      const written = tableAt(manifest.document, 'build')
      if (written) yield dead(view, manifest, written, context)
    }
  },
})

function dead(view: CargoWorkspace, { document }: Manifest, written: Table, context: Context): Problem {
  const sizing = view.build && 'jobs' in written ? context.size(view.build, view.jobs.written) : undefined
  const at = setting(written, document, ['build'])
  return {
    at,
    message: `cargo does not read [build] in a manifest: ${noEffect(Object.keys(written))}`,
    because: sizing ? [...sizing.hosts.map(host => host.arithmetic), ...explainBuild(sizing.workload)] : [],
    help: `cargo reads it from ${view.config.ownPath}`,
    // Of its keys only these two say anything about memory.
    ...(!('jobs' in written || 'incremental' in written) && { severity: 'info' }),
    fix: moveBuildTable(at, view.config.ownPath, context, sizing),
  }
}
