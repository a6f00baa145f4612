import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { overMemory } from '../common/over.ts'
import type { Pipelines } from './ecosystem.ts'
import ci from './ecosystem.ts'
import { type StartedInJobs, startedInJobs } from './view/started.ts'

export default defineRule<Pipelines>({
  id: 'ci/jobs-vs-runner',
  ecosystem: ci,
  summary: 'a job starts more processes than the machine that it names has room for',
  why: `A number that fits a laptop is written into a job, and the job names its machine: \`macos-latest\` has 7 GB and 3 cpus where
\`ubuntu-latest\` has 16 GB and 4 (8 GB and 2 in a private repository), and gitlab.com gives a job without tags 8 GB. With a
matrix the same command runs on several of them. What does not fit ends with exit code 137, with "The runner has received a
shutdown signal" or with "lost communication with the server", and none of them says which command it was.

The number need not stand in the job: \`npm test\` and \`make check\` start what their scripts and recipes say, and a plain
\`pytest\`, \`jest\` or \`vitest\` what its configuration says. It is then one finding for all jobs in which it comes to the same,
where the number is written; lowering it there lowers it on every machine.

memlint knows the standard machines of GitHub and gitlab.com by their labels, follows \`matrix\` with \`include\` and
\`exclude\`, and leaves out steps whose \`if\` says another machine. Labels of larger and self-hosted machines it knows only where
\`hosts\` of the configuration has a machine of that name. Whether a repository is private no file says: the larger size is
judged, unless \`github-ubuntu-private\` or \`github-windows-private\` is among the hosts.

A number in a command that several rows of a matrix share is lowered for all of them; written as \`\${{ matrix.workers }}\` it can be
another one for each. Where one process takes more memory than it may, fewer of them do not help: look at its own limit then.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://docs.github.com/en/actions/reference/runners/github-hosted-runners',
    'https://docs.gitlab.com/ci/runners/hosted_runners/linux/',
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations',
  ],
  *check(_, context) {
    for (const started of startedInJobs(context)) yield over(started, context)
  },
})

function over({ workload, sizing, named }: StartedInJobs, context: Context): Problem {
  const { inJob, count } = workload
  const problem = overMemory(sizing)
  const fine = sizing.hosts.filter(({ row }) => !row.over)
  const fits = 'value' in sizing.advice ? sizing.advice.value : 1
  const help = inJob?.apart?.(fits) ?? (fine.length > 0 ? APART : undefined)
  return {
    ...problem,
    at: count,
    because: [
      ...(problem.because ?? []),
      ...sizing.over.flatMap(({ plan }) => plan.budget.because),
      ...fine.map(({ row, plan }) => `on ${plan.host.name}, where the same command runs, ${row.fits} fit`),
    ],
    ...(help !== undefined && { help }),
    // What nobody wrote is no mistake in a file.
    ...(inJob?.byDefault && { severity: 'warning' }),
    related: named.map(({ at, label }) => ({ at, message: `${label} is named here` })),
    ...(inJob && { fix: inJob.fix(sizing, { ...context, declared: true }) }),
  }
}

const APART = 'A number of the matrix, with one in each of its rows, can be another one on each machine'
