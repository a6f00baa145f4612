import { formatGiB, MiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import type { Plan } from '../../src/model/plan.ts'
import { defineRule } from '../../src/model/rule.ts'
import { rewritePiece } from '../common/commands/pieces.ts'
import node from './ecosystem.ts'
import type { HeapCap } from './view/caps.ts'
import { hostsFor, type TooLarge, tooLarge } from './view/room.ts'

export default defineRule<HeapCap>({
  id: 'node/heap-exceeds-host',
  ecosystem: node,
  summary: "a limit of node's heap is above the memory of the machine",
  why: `\`--max-old-space-size\` is a limit in MiB, for each process: with 4096 \`v8.getHeapStatistics()\` says 4144 MiB (Node 20.20).
V8 collects harder only when it comes near. Where the machine has less, it never does: the process grows until the machine
swaps, or the kernel ends it or something else, and there is no "heap out of memory" to say why. In NODE_OPTIONS and in
node-options of .npmrc it holds for every process below, each with a heap of its own: remoteclaw#18 ran 3 suites with 2 workers and
4 GB each on a runner of 7 GB.

The opposite is as bad: a process that needs more than its limit ends with an error, so memlint never lowers a limit that is one
on some machine without asking. Of several flags the last one counts, \`_\` is as good as \`-\`, and 0 is node's default.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
    'https://docs.npmjs.com/cli/v11/using-npm/config#node-options',
    'https://github.com/nodejs/node/pull/59631',
  ],
  *check(cap, { plan, declared }) {
    const found = tooLarge(cap, plan)
    if (!found) {
      yield* together(cap, plan)
      return
    }
    const { smallest, hosts, because } = found
    yield {
      at: cap.at,
      message: `${cap.at.piece.text} limits nothing on ${smallest.host.name}: a process may grow to ${formatGiB(cap.bytes)} (${cap.when}), and the machine has ${formatGiB(smallest.budget.capacity, 'down')}`,
      because: [`${cap.bytes / MiB} MiB are ${formatGiB(cap.bytes)}, for each process of node`, ...because],
      help: 'Lower is not better: below what a process needs it ends with "heap out of memory"',
      hosts: hosts.map(({ host }) => host.name),
      fix: fixOf(cap, found, declared),
    }
  },
})

/** Each of them is a limit, and all of them together are none; whether they are reached, nobody has measured. */
function* together(cap: HeapCap, plan: Plan): Generator<Problem> {
  const { at, bytes, workers } = cap
  const over = workers
    ? hostsFor(cap, plan).filter(({ budget }) => workers.count * bytes > budget.available)
    : []
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

function fixOf({ at, flag }: HeapCap, { megabytes, everywhere }: TooLarge, declared: boolean): Fix {
  if (megabytes === undefined)
    return {
      title: 'use a machine with more memory, or give the process less to do',
      safety: 'manual',
      why: 'what is left of the machine is no room for a process that was to have more than all of it',
    }
  const ops = [rewritePiece(at, `${flag}${megabytes}`)]
  const title = `write ${flag}${megabytes}`
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
