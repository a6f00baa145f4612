import type { InitOutcome, Proposal } from '../model/proposal.ts'
import { diffReport } from './diff.ts'
import { type Paint, painter, printable } from './style.ts'

/** What `memlint init` would do, as a diff with the reasons above it, and what it leaves to the reader. */
export function initReport(outcome: InitOutcome, { color }: { readonly color: boolean }): string {
  const { applied, byHand, changes } = outcome
  const paint = painter(color)
  const width = Math.max(
    0,
    ...[...applied, ...byHand.map(each => each.proposal)].map(({ part }) => part.length),
  )
  const heads = applied.map(proposal => head(proposal, proposal.because, width, paint))
  const rest = byHand.map(({ proposal, reason }) => {
    const because = reason === undefined ? proposal.because : [`not done by memlint: ${reason}`]
    const lines = proposal.byHand.map(line => `${' '.repeat(width + 4)}${paint('bold', printable(line))}\n`)
    return head(proposal, because, width, paint) + lines.join('')
  })
  return [
    ...(changes.length === 0 ? ['memlint init: nothing to change here\n'] : []),
    heads.join(''),
    ...(changes.length === 0 ? [] : ['\n', diffReport([outcome], { color, shown: true })]),
    ...(rest.length === 0 ? [] : ['\nBy hand:\n', rest.join('')]),
  ].join('')
}

function head({ part, title }: Proposal, because: readonly string[], width: number, paint: Paint): string {
  const indent = ' '.repeat(width + 2)
  const first = `${paint('bold', part.padEnd(width))}  ${printable(title)}\n`
  return first + because.map(line => `${indent}  ${paint('dim', printable(line))}\n`).join('')
}
