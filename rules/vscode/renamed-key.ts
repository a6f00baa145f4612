import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { type Renaming, renamingsOf } from './view/renames.ts'
import { TABLE_VERSION } from './view/rust-analyzer-keys.ts'
import { oldHeapLimits } from './view/tsserver.ts'

export default defineRule({
  id: 'vscode/renamed-key',
  ecosystem: vscode,
  summary: 'a setting of a language server is written under a name it no longer has',
  why: `rust-analyzer still translates most of its old names, so renaming one saves no memory by itself. It matters
where two names of one setting disagree (one of them is followed), where an old and a new name collide in VS Code's
tree of settings (\`checkOnSave\` beside \`checkOnSave.command\`: one is dropped), and where the name is a mixture that
nothing ever read: \`js/ts.tsserver.maxTsServerMemory\` looks like a heap limit and is none.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://github.com/rust-lang/rust-analyzer/blob/master/crates/rust-analyzer/src/config/patch_old_style.rs',
    'https://code.visualstudio.com/updates/v1_110#_unified-javascript-and-typescript-settings',
  ],
  *check(view) {
    for (const renaming of renamingsOf(view)) yield rustProblem(renaming)
    yield* oldHeapLimits(view)
  },
})

function rustProblem(renaming: Renaming): Problem {
  const { entries, state, rival } = renaming
  const old = entries.map(entry => entry.name).join(', ')
  const today = renaming.names.join(', ')
  const names = entries.length === 1 ? 'is an old name' : 'are old names'
  const message = `${old} ${names} of ${state === 'by hand' || state === 'unread' ? 'settings that changed' : today}`
  return {
    at: entries[0].setting,
    message,
    because: [`names as in ${TABLE_VERSION}`],
    severity: state === 'conflict' || state === 'collision' ? 'warning' : 'info',
    related: rival ? [{ at: rival.setting, message: `${rival.name} is set here` }] : [],
    fix: rustFix(renaming, old, today),
  }
}

function rustFix({ state, ops, rival }: Renaming, old: string, today: string): Fix {
  const rename = `rename to ${today}`
  switch (state) {
    case 'rename':
      return { title: rename, safety: 'safe', ops }
    case 'duplicate':
      return { title: `remove ${old}, which says the same as ${today}`, safety: 'safe', ops }
    case 'unread':
      return { title: `remove ${old}: nothing reads this value of it`, safety: 'safe', ops }
    case 'collision':
      return {
        title: rename,
        safety: 'unsafe',
        why: 'VS Code drops it today beside checkOnSave; renamed it is read',
        ops,
      }
    case 'vain':
      return { title: `${rename} and turn procedural macros off`, safety: 'unsafe', why: VAIN, ops }
    case 'conflict':
      return {
        title: `keep one of ${old} and ${today}`,
        safety: 'manual',
        why: `${rival?.name ?? today} is set too`,
      }
    case 'by hand':
      return { title: `replace ${old}`, safety: 'manual', why: 'the settings of today take other values' }
  }
}

const VAIN =
  'build scripts run whenever procedural macros do; without them rust-analyzer does not know what derive and attribute macros generate'
