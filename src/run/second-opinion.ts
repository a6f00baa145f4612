import { secondOpinion } from '../documents/second-opinion.ts'
import type { Transaction } from '../engine/apply.ts'
import type { Opinion } from '../engine/fix.ts'

/** What an independent parser says of every TOML file that a fix changes. */
export async function secondOpinionOn(transaction: Transaction): Promise<Opinion> {
  const notes: string[] = []
  for (const { path, after, steps } of transaction.changes) {
    if (after.format !== 'toml') continue
    for (const step of steps) {
      const opinion = await secondOpinion(step.before.text, step.after.text, step.ops)
      if (typeof opinion === 'string') return { against: `${path}: a second parser disagrees: ${opinion}` }
      if (opinion) notes.push(`${path}: no second parser could confirm the edit (${opinion.unavailable})`)
    }
  }
  return notes.length > 0 ? { note: notes.join('; ') } : {}
}
