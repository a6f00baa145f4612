import { defineRule } from '../../src/model/rule.ts'
import type { GunicornView } from './ecosystem.ts'
import gunicorn from './ecosystem.ts'
import type { Formula } from './view/formula.ts'

export default defineRule<GunicornView>({
  id: 'gunicorn/workers-from-cpus',
  ecosystem: gunicorn,
  summary: 'the number of workers follows the cpus of the machine, not those of the container',
  why: `\`cpu_count() * 2 + 1\` is the formula of gunicorn's documentation, and it is meant for a machine of one's own. In a
container \`os.cpu_count()\`, \`multiprocessing.cpu_count()\` and \`os.sched_getaffinity()\` are those of the machine: under a
quota of 1 cpu Python 3.11 to 3.13 still count all of them (measured). A container with 1 cpu and 1 GiB on a machine with
64 cpus starts 129 workers, and each is a process that has imported the whole application. \`preload_app\` shares what was
loaded before the fork, until it is written to.

How many workers fit is the container's memory divided by one worker. gunicorn reads \`WEB_CONCURRENCY\` for it when
\`workers\` is not set. \`max_requests\` replaces workers that grow; it does not make them fewer.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://docs.gunicorn.org/en/stable/settings.html#workers',
    'https://docs.gunicorn.org/en/stable/design.html#how-many-workers',
    'https://docs.python.org/3/library/os.html#os.cpu_count',
  ],
  *check({ workers: { at, formula }, inContainer, overridden }) {
    if (!inContainer || overridden) return
    const many = Math.floor(CPUS * formula.times + formula.plus)
    yield {
      at,
      message: `the workers follow the cpus of the machine, whatever the container may use of them: ${many} on a machine with ${CPUS}`,
      because: [`${arithmetic(formula, many)}Python is not told a container's quota`],
      help: 'without the line gunicorn reads WEB_CONCURRENCY, and starts 1 worker where that is not set',
      fix: {
        title: 'read the number from the environment: int(os.environ.get("WEB_CONCURRENCY", "2"))',
        safety: 'manual',
        why: 'what a container may use is said where it is started, and not in this repository',
      },
    }
  },
})

/** An ordinary machine that runs containers. */
const CPUS = 64

function arithmetic({ times, plus }: Formula, many: number): string {
  if (times === 1 && plus === 0) return ''
  return `${CPUS} cpus${times === 1 ? '' : ` × ${times}`}${plus === 0 ? '' : ` + ${plus}`} = ${many}; `
}
