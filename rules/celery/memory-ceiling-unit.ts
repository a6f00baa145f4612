import { formatGiB, MiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { set } from '../../src/model/fix.ts'
import { capacityOf } from '../../src/model/host.ts'
import { type Context, defineRule } from '../../src/model/rule.ts'
import celery from './ecosystem.ts'
import { type Ceiling, ceilingsIn, EMPTY_CHILD } from './view/ceiling.ts'
import type { Workers } from './view/worker.ts'

export default defineRule<Workers>({
  id: 'celery/memory-ceiling-unit',
  ecosystem: celery,
  summary: "a child's memory ceiling is given in another unit than Celery reads",
  why: `\`worker_max_memory_per_child\` is a number of **KiB**. Written in bytes, 200 MiB become 200 GiB: no child ever gets
there, and a cap that everybody believes in does nothing. Written in MiB, 200 becomes 0.2 MiB: a child that has loaded
nothing but Celery holds 38 MiB, so each is replaced after its first task, and the worker forks as often as it works. With
12288, the example of Celery's own documentation, 4 empty tasks were run by 4 processes (measured, celery 5.7.0).

Celery compares after each task, with the largest resident set the child ever had (\`ru_maxrss\`, billiard 4.3.2): the
ceiling does not stop a task that is running.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-max-memory-per-child',
    'https://github.com/celery/billiard/blob/main/billiard/compat.py',
  ],
  *check({ settings, prefork }, context) {
    if (!prefork) return
    for (const ceiling of ceilingsIn(settings)) {
      // Other versions of everything hold less, but not half.
      if (ceiling.bytes < EMPTY_CHILD.bytes / 2) yield tooSmall(ceiling)
      else if (ceiling.number >= EMPTY_CHILD.bytes && isAboveAll(ceiling, context))
        yield inBytes(ceiling, context)
    }
  },
})

function tooSmall({ setting, number, bytes }: Ceiling): Problem {
  const inMebibytes = number * MiB >= EMPTY_CHILD.bytes && number <= MOST_MEBIBYTES
  return {
    at: setting.at,
    message: `${setting.written} = ${number} is ${inMiB(bytes)}, and a child that has loaded nothing but Celery holds ${inMiB(EMPTY_CHILD.bytes)}: each is replaced after its first task`,
    because: [
      `Celery reads KiB: ${number} KiB = ${inMiB(bytes)}`,
      `${inMiB(EMPTY_CHILD.bytes)} is measured: ${EMPTY_CHILD.source}`,
    ],
    fix: {
      title: inMebibytes
        ? `write ${number} * 1024 for ${number} MiB`
        : 'write the size a child may have, in KiB',
      safety: 'manual',
      why: 'children then live longer and keep more: which size was meant is for its author to say',
    },
  }
}

/** Larger numbers of MiB are no size of a child. */
const MOST_MEBIBYTES = 10_240

function isAboveAll({ bytes }: Ceiling, { plan }: Context): boolean {
  return plan.hosts.every(({ host }) => bytes > capacityOf(host).value)
}

function inBytes({ setting, number, bytes }: Ceiling, { plan }: Context): Problem {
  const kibibytes = Math.ceil(number / 1024)
  return {
    at: setting.at,
    message: `${setting.written} = ${number} is ${formatGiB(bytes)}, which no machine here has: no child is ever replaced`,
    because: [
      `Celery reads KiB: ${number} KiB = ${formatGiB(bytes)}; as bytes it would be ${inMiB(number)}`,
      ...plan.hosts.map(({ host }) => `${host.name} has ${formatGiB(capacityOf(host).value)}`),
    ],
    fix: {
      title: `write ${kibibytes}, which is ${inMiB(kibibytes * 1024)}`,
      ops: [set(setting.at, kibibytes)],
      safety: 'unsafe',
      why: 'it brings the ceiling to life: children that have grown beyond it are replaced after their task',
    },
  }
}

function inMiB(bytes: number): string {
  const mebibytes = bytes / MiB
  return `${mebibytes < 10 ? Number(mebibytes.toPrecision(2)) : Math.round(mebibytes)} MiB`
}
