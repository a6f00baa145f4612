import { GiB } from '../../src/model/bytes.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { write } from './view/address.ts'
import { desks } from './view/desks.ts'
import { effective } from './view/folders.ts'
import { LARGE_GRAPH } from './view/rust-footprint.ts'

const NAME = 'rust-analyzer.procMacro.processes'
/** Of rust-analyzer since 2026-07-11; before it was 1 (rust-analyzer#22766). */
const DEFAULT = 2

export default defineRule({
  id: 'vscode/proc-macro-processes',
  ecosystem: vscode,
  summary: 'rust-analyzer expands procedural macros in more processes than a small machine has room for',
  why: `Each process that expands procedural macros loads the macro crates of the whole graph and keeps them, beside the
server. rust-analyzer starts two of them since July 2026, where it started one before (rust-analyzer#22766). One is
enough for everything but the time that many expansions take. What a process takes was not measured, so this only informs.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/rust-lang/rust-analyzer/pull/22766',
    'https://rust-analyzer.github.io/book/configuration.html',
  ],
  *check(view, { plan }) {
    const server = view.servers.find(({ id }) => id === 'rust-analyzer')
    if (!server || !view.rust.procMacros || view.rust.packages <= LARGE_GRAPH) return
    const entry = effective(view, NAME)
    const processes = entry ? entry.setting.value : DEFAULT
    if (typeof processes !== 'number' || processes < DEFAULT) return
    // The default is right on a machine of ordinary size; who asks for more than it decides for everybody.
    const upTo = processes > DEFAULT ? 16 * GiB : 8 * GiB
    const small = desks(plan).filter(({ capacity }) => capacity <= upTo)
    const [location] = view.locations
    if (small.length === 0) return
    const title = `set ${NAME} to 1`
    const why = 'macros are expanded one after the other: completions in code full of them come later'
    yield {
      at: entry?.setting ?? server.evidence,
      message: `rust-analyzer keeps ${processes} processes for procedural macros, each with the macros of ${view.rust.packages} packages`,
      because: [
        `Cargo.lock names ${view.rust.packages} packages`,
        entry
          ? `${NAME} is ${processes}`
          : `${DEFAULT} is the default since 2026-07-11 (rust-analyzer#22766)`,
      ],
      hosts: small.map(({ name }) => name),
      fix: location
        ? { title, safety: 'unsafe', why, ops: [write(entry?.location ?? location, NAME, 1)] }
        : { title, safety: 'manual', why: `the folder has no settings file to put it in; ${why}` },
    }
  },
})
