import type { CargoCommand } from '../../common/cargo/commands.ts'
import type { Countable } from '../../common/cargo/said.ts'

/** How many compilers and linkers run at once. */
export const JOBS: Countable = {
  names: { flag: /^(?:-[vqr]{0,3}j=?|--jobs(?:=|$))/, perCpu: 'default', below: true },
  variable: 'CARGO_BUILD_JOBS',
  wordsOf: ({ does, own }) => (BUILDS.test(does) ? own : undefined),
  mayStart: ({ does }) => !BUILDS_NOTHING.test(does),
}

/** Without check, clippy and doc, which generate no code: nobody has measured them. */
const BUILDS = /^(build|test|run|bench|rustc)$/

/** `cargo install` builds something else; of what cargo does not know itself, much builds. */
const BUILDS_NOTHING =
  /^(install|binstall|check|clippy|doc|rustdoc|fix|fmt|fetch|add|remove|update|vendor|metadata|tree|clean|publish|package|login|audit|deny)$/

/** The profile that a command builds with: what it says, or cargo's own choice. */
export function profilesOf({ does, own }: CargoCommand): readonly string[] {
  const index = own.findIndex(({ text }) => /^(--profile(=|$)|--release$|-[vq]{0,3}r[vq]{0,3}$)/.test(text))
  const [flag, next] = [own[index]?.text ?? '', own[index + 1]?.text ?? '']
  if (flag.startsWith('--profile')) return [flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : next]
  if (index !== -1) return ['release']
  if (does === 'bench') return ['bench']
  return does === 'test' ? ['dev', 'test'] : ['dev']
}
