import { applyFix, type Reread, type Transaction } from '../engine/apply.ts'
import { disproof } from '../engine/prove.ts'
import { isRefusal, type Refusal } from '../model/document.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { InitOutcome, NewText, Proposal } from '../model/proposal.ts'
import type { TextChange } from '../model/report.ts'
import { configuration } from './proposals/configuration.ts'
import { dependency } from './proposals/dependency.ts'
import { github } from './proposals/github.ts'
import { gitlab } from './proposals/gitlab.ts'
import { hook } from './proposals/hook.ts'
import { runner } from './proposals/runner.ts'
import { type Facts, type Surroundings, surroundingsOf } from './surroundings.ts'

/** In the order in which they are shown and applied. */
const PROPOSALS: readonly ((around: Surroundings) => readonly Proposal[])[] = [
  configuration,
  hook,
  github,
  gitlab,
  runner,
  dependency,
]

export interface InitOptions {
  readonly facts: Facts
  readonly reread: Reread
  /** Why another parser does not agree with a change; undefined where it does. */
  objection(transaction: Transaction): Promise<string | undefined>
}

/** What came of the proposals; where the folder is called what is the caller's to know. */
export type Initialised = Omit<InitOutcome, 'root' | 'below'>

/** Surroundings → proposals → operations → proven texts. What cannot be proven is said instead of done. */
export async function init(sources: EditableSources, options: InitOptions): Promise<Initialised> {
  const applied: Proposal[] = []
  const byHand: { proposal: Proposal; reason?: string }[] = []
  const executable = new Set<string>()
  const around = surroundingsOf(sources, options.facts)
  let current = sources
  for (const proposal of PROPOSALS.flatMap(proposalsFor => proposalsFor(around))) {
    const { ops = [], files = [] } = proposal
    if (ops.length + files.length === 0) {
      byHand.push({ proposal })
      continue
    }
    const texts = await textsOf(proposal, current, options)
    if (isRefusal(texts)) {
      byHand.push({ proposal, reason: texts.refused })
      continue
    }
    applied.push(proposal)
    current = current.withTexts(texts)
    for (const file of files) if (file.executable) executable.add(file.path)
  }
  return { applied, byHand, changes: changesBetween(sources, current, executable) }
}

/** The files of a project, and what they would be with other texts. */
export interface EditableSources extends Sources {
  withTexts(changes: ReadonlyMap<string, string>): EditableSources
}

/** The texts that a proposal makes, by path; or why one of its changes is not made. */
async function textsOf(
  { title, ops = [], files = [] }: Proposal,
  sources: Sources,
  { reread, objection }: InitOptions,
): Promise<ReadonlyMap<string, string> | Refusal> {
  const transaction = applyFix({ title, safety: 'safe', ops }, sources, reread)
  if (isRefusal(transaction)) return transaction
  const failed = disproof(transaction) ?? (await objection(transaction)) ?? unreadable(files, reread)
  if (failed !== undefined) return { refused: failed }
  return new Map([
    ...transaction.changes.map(change => [change.path, change.after.text] as const),
    ...files.map(file => [file.path, file.text] as const),
  ])
}

function unreadable(files: readonly NewText[], reread: Reread): string | undefined {
  for (const { path, text } of files) {
    try {
      reread(path, text)
    } catch (error) {
      return `${path} would not parse: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return undefined
}

function changesBetween(before: Sources, after: Sources, executable: ReadonlySet<string>): TextChange[] {
  return after.paths
    .filter(path => after.text(path) !== before.text(path))
    .map(path => ({
      path,
      created: !before.has(path),
      ...(executable.has(path) && { executable: true }),
      before: before.text(path) ?? '',
      after: after.text(path) ?? '',
    }))
}
