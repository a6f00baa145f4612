import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import type { ConfigHome } from './view/config.ts'
import { isLimit, keysMissingIn } from './view/limits.ts'
import { noEffect } from './view/words.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/legacy-config',
  ecosystem: cargo,
  summary: "cargo's configuration has the old name, which hides the new one",
  why: `Where \`.cargo/config\` and \`.cargo/config.toml\` are both there, cargo reads the one without ending and says so in a
warning that scrolls by. Tried with cargo 1.95: \`jobs = 1\` in config.toml beside any .cargo/config starts one compiler per
cpu. Limits belong into config.toml, where every guide puts them, so the next one is added in vain too.

A link from one name to the other is fine and serves cargo 1.38 and earlier; so does the same text twice, for as long as
it is the same.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://doc.rust-lang.org/cargo/reference/config.html',
    'https://github.com/rust-lang/cargo/pull/7295',
  ],
  *check({ configHomes }) {
    for (const home of configHomes) if (home.legacy) yield problem(home)
  },
})

function problem({ read, unread }: ConfigHome): Problem {
  const old = read.path
  if (!unread) {
    return {
      at: setting(undefined, read, []),
      message: `cargo calls the name ${old} deprecated, and stops reading a config.toml that is put beside it`,
      severity: 'info',
      fix: {
        title: `git mv ${old} ${old}.toml`,
        safety: 'manual',
        why: 'memlint does not rename files; cargo 1.39 and later read both names',
      },
    }
  }
  const keys = keysMissingIn(read, unread)
  const limits = keys.filter(isLimit)
  return {
    at: setting(undefined, unread, []),
    message: `cargo does not read ${unread.path} beside ${old}: ${noEffect(limits.length > 0 ? limits : keys)}`,
    related: [{ at: setting(undefined, read, []), message: 'this file is read instead' }],
    ...(limits.length === 0 && { severity: 'warning' }),
    fix: {
      title: `put what is wanted of ${old} into ${unread.path}, and delete ${old}`,
      safety: 'manual',
      why: 'where they say different things, only you know which is meant',
    },
  }
}
