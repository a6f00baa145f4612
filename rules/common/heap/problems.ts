import { formatGiB, MiB } from '../../../src/model/bytes.ts'
import type { Problem } from '../../../src/model/finding.ts'
import type { Fix } from '../../../src/model/fix.ts'
import type { HostPlan } from '../../../src/model/plan.ts'
import { rewritePiece } from '../commands/pieces.ts'
import type { HeapCap } from './caps.ts'
import { type TooLarge, tooLarge } from './room.ts'

/**
 * What is wrong with a limit on the machines that are meant: it is none, or it is none for several processes together.
 * `others`: it holds on machines, too, about which nothing is known.
 */
export function* heapProblems(
  cap: HeapCap,
  meant: readonly HostPlan[],
  { declared, others }: { declared: boolean; others: boolean },
): Generator<Problem> {
  const found = tooLarge(cap, meant)
  if (!found) {
    yield* together(cap, meant)
    return
  }
  const { smallest, hosts, because } = found
  const { at, bytes, of, when } = cap
  yield {
    at,
    message: `${at.piece.text} limits nothing on ${smallest.host.name}: a process may grow to ${formatGiB(bytes)} (${when}), and the machine has ${formatGiB(smallest.budget.capacity, 'down')}`,
    because: [`${bytes / MiB} MiB are ${formatGiB(bytes)}, for each process of ${of.name}`, ...because],
    help: `Lower is not better: below what a process needs it ends with "${of.end}"`,
    hosts: hosts.map(({ host }) => host.name),
    fix: fixOf(cap, { ...found, everywhere: found.everywhere && !others }, declared),
  }
}

/** Each of them is a limit, and all of them together are none; whether they are reached, nobody has measured. */
function* together({ at, bytes, workers }: HeapCap, meant: readonly HostPlan[]): Generator<Problem> {
  const over = workers ? meant.filter(({ budget }) => workers.count * bytes > budget.available) : []
  const [smallest] = over.toSorted((a, b) => a.budget.available - b.budget.available)
  if (!workers || !smallest) return
  const { host, budget } = smallest
  yield {
    at,
    message: `${workers.words} gives each of ${workers.count} workers a heap of up to ${formatGiB(bytes)}, ${formatGiB(workers.count * bytes)} together, and ${host.name} has ${formatGiB(budget.available, 'down')} for them`,
    because: budget.because,
    hosts: over.map(({ host: { name } }) => name),
    severity: 'info',
    fix: {
      title: 'start fewer workers',
      safety: 'manual',
      why: 'what one of them needs is not known, and a lower limit ends one that needs more',
    },
  }
}

function fixOf({ at, flag, of }: HeapCap, { megabytes, everywhere }: TooLarge, declared: boolean): Fix {
  if (megabytes === undefined)
    return {
      title: 'use a machine with more memory, or give the process less to do',
      safety: 'manual',
      why: 'what is left of the machine is no room for a process that was to have more than all of it',
    }
  const written = `${flag}${of.write(megabytes)}`
  const ops = [rewritePiece(at, written)]
  const title = `write ${written}`
  if (!declared)
    return {
      title: `${title}, which is what this machine has room for`,
      safety: 'unsafe',
      why: 'a process that needs more ends with an error, and a larger machine may have the room',
      ops,
    }
  return everywhere
    ? { title, safety: 'safe', ops }
    : {
        title,
        safety: 'unsafe',
        why: 'a process that needs more ends with an error on the machines that have the room',
        ops,
      }
}
