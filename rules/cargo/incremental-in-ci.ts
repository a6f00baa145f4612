import type { Problem } from '../../src/model/finding.ts'
import { insert, set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { rewritePiece } from '../common/commands/pieces.ts'
import type { RepositoryVariable } from '../common/variables.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { INCREMENTAL } from './view/measured.ts'
import { isLarge } from './view/size.ts'
import type { CiBuild } from './view/workflows.ts'

/** From here on cargo compiles nothing incrementally where `CI` is set (rust-lang/cargo#17220, in cargo 0.100). */
const FIRST_THAT_KNOWS = 99

export default defineRule<CargoWorkspace>({
  id: 'cargo/incremental-in-ci',
  ecosystem: cargo,
  summary: 'CI compiles incrementally for a next build that never comes',
  why: `Incremental compilation keeps what a next build can use. A runner is thrown away after the job, so there is none: each
compiler held 1129 MiB instead of 1014 MiB for one crate of 100,000 lines, and \`target\` grew by what was kept (measured,
rustc 1.95). Rust 1.99 and later see the variable \`CI\` and leave it by themselves, and so do most actions that install
Rust or cache its builds; a toolchain that is pinned to an older version needs \`CARGO_INCREMENTAL: 0\`. A 1 wins over all of
that, and has releases compiled incrementally, too (cargo 1.95).

It is a tenth of a compiler's memory: worth one line in a workflow, and no more.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://doc.rust-lang.org/cargo/reference/profiles.html#incremental',
    'https://github.com/rust-lang/cargo/pull/17220',
  ],
  *check(view) {
    const { toolchain, config, profiles, ciBuilds } = view
    if (isLarge(view)) for (const variable of view.asksForIncremental) yield askedFor(variable)
    if (toolchain?.minor === undefined || toolchain.minor >= FIRST_THAT_KNOWS || !isLarge(view)) return
    if (config.find(['build', 'incremental']) || profiles.own('dev', 'incremental').value === false) return
    for (const build of ciBuilds) yield incremental(build, toolchain.channel.value)
  },
})

function incremental({ command, env }: CiBuild, channel: string): Problem {
  const title = 'set CARGO_INCREMENTAL to 0 for the whole workflow'
  return {
    at: command,
    message: `Rust ${channel} compiles incrementally here, for a next build that never comes`,
    because: [INCREMENTAL],
    fix: env
      ? {
          title,
          safety: 'unsafe',
          why: TWICE,
          ops: [insert(setting(undefined, env.document, [...env.at, 'CARGO_INCREMENTAL']), 0)],
        }
      : {
          title,
          safety: 'manual',
          why: 'the workflow has no env yet, and where it stands is a matter of taste',
        },
  }
}

function askedFor({ written }: RepositoryVariable): Problem {
  const { document, at } = written
  const isNumber = typeof document.get(at) === 'number'
  return {
    at: isNumber ? setting(1, document, at) : written,
    message:
      'CARGO_INCREMENTAL=1 has everything compiled incrementally here, releases too, for a next build that never comes',
    because: [INCREMENTAL],
    fix: {
      title: 'set CARGO_INCREMENTAL to 0',
      safety: 'unsafe',
      why: TWICE,
      ops: [
        isNumber
          ? set(setting(1, document, at), 0)
          : rewritePiece(written, written.piece.text.replace('1', '0')),
      ],
    },
  }
}

const TWICE = 'a job that builds more than once compiles more the second time'
