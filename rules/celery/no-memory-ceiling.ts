import { defineRule } from '../../src/model/rule.ts'
import celery from './ecosystem.ts'
import type { Workers } from './view/worker.ts'

export default defineRule<Workers>({
  id: 'celery/no-memory-ceiling',
  ecosystem: celery,
  summary: "nothing bounds what a worker's child processes keep",
  why: `A prefork worker has one child process per cpu of the machine unless \`worker_concurrency\` says otherwise (Celery does
not look at the quota of a container), and a child lives until the worker is stopped. What one large task took is seldom
given back to the system: after a while every child is as large as the largest task it ever ran, and the worker is that
times its children.

\`worker_max_memory_per_child\` replaces a child that has grown beyond a size, \`worker_max_tasks_per_child\` one that has
run so many tasks. Both look **after** a task: neither stops one that grows too large while it runs; a limit on the
container or the service does. The first counts in KiB, and compares the largest size the child ever had.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://docs.celeryq.dev/en/stable/userguide/workers.html#max-memory-per-child-setting',
    'https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-max-memory-per-child',
    'https://github.com/celery/billiard/blob/main/billiard/pool.py',
  ],
  *check({ settings, hasCeiling, prefork }) {
    const first = settings.find(({ name }) => name === 'worker_concurrency') ?? settings[0]
    // Where nobody tunes the workers, their sizes are no concern of the repository.
    if (!first || hasCeiling || !prefork) return
    yield {
      at: first.at,
      message:
        'a child process of this worker lives until the worker stops, and keeps much of what its largest task took: nothing replaces it',
      help: 'in KiB: 512000 replaces a child that was larger than 500 MiB when a task ends',
      fix: {
        title: 'set worker_max_memory_per_child (or worker_max_tasks_per_child)',
        safety: 'manual',
        why: 'how large a child may become is what the machine has, divided by the children, and the repository does not say it',
      },
    }
  },
})
