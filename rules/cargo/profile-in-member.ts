import { defineRule } from '../../src/model/rule.ts'
import type { CargoWorkspace } from './ecosystem.ts'
import cargo from './ecosystem.ts'
import { headOf } from './view/manifests.ts'
import { MEMORY_KEYS, memberProfiles, moveProfile } from './view/member-profile.ts'
import { noEffect } from './view/words.ts'

export default defineRule<CargoWorkspace>({
  id: 'cargo/profile-in-member',
  ecosystem: cargo,
  summary: 'a workspace member has a profile, which cargo ignores',
  why: `Profiles come from the workspace's root manifest alone. cargo warns (\`profiles for the non root package will be
ignored\`) and builds with the root's: debug information or optimisation that was lowered here is at its full size.

A package that the workspace excludes, or that has a \`[workspace]\` of its own, is its own root: its profiles count.
What is meant for one package can stand at the root as \`[profile.NAME.package.PACKAGE]\`, except panic, lto and rpath.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://doc.rust-lang.org/cargo/reference/profiles.html',
    'https://doc.rust-lang.org/cargo/reference/profiles.html#overrides',
  ],
  *check(view) {
    const root = headOf(view.root)
    for (const member of view.members) {
      for (const profile of memberProfiles(member)) {
        const keys = Object.keys(profile.value)
        yield {
          at: profile,
          message: `cargo ignores profiles of workspace members: ${noEffect(keys)}`,
          // Of what a profile can say, these have to do with memory.
          ...(!keys.some(key => MEMORY_KEYS.has(key)) && { severity: 'info' as const }),
          related: [{ at: root, message: 'the profiles of this manifest count' }],
          fix: moveProfile(view, member, profile),
        }
      }
    }
  },
})
