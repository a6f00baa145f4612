import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { placeOf } from './view/config/arguments.ts'
import type { Given, PytestOptions } from './view/config/options.ts'
import { written } from './view/config/options.ts'

export default defineRule<PytestView>({
  id: 'pytest/xdist-not-installed',
  ecosystem: pytest,
  summary: 'the options ask for pytest-xdist workers while nothing installs pytest-xdist',
  why: `Without pytest-xdist, pytest knows none of \`-n\`, \`--dist\`, \`--maxprocesses\` and \`--tx\` and stops with "unrecognized
arguments". A cap on the workers that makes the suite fail on a fresh machine is soon removed there, together with the
protection of the memory. The finding appears only where the project's files say what is installed: requirements files,
dependency groups, extras, Poetry, PDM, uv, Hatch, Pipfile, setup.cfg, tox and lock files.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/#installation',
    'https://packaging.python.org/en/latest/specifications/dependency-groups/',
  ],
  *check(view) {
    const [run] = view.runs
    const given = run && firstXdistOption(run.options)
    if (given && !run.options.xdistDisabled) yield* missing(given, view)
  },
})

function* missing(given: Given<unknown>, { installed, folder }: PytestView): Iterable<Problem> {
  const presence = installed.presence('pytest-xdist', folder)
  const option = written(given)
  const at = placeOf(given.arguments, option)
  if (presence.state !== 'absent' || !at) return
  const [requirement] = installed.requirements('pytest', folder)
  yield {
    at,
    message: `pytest stops at ${option}: it belongs to pytest-xdist, which nothing here installs`,
    because: [`looked in ${presence.looked.join(', ')}`],
    ...(requirement && { related: [{ at: requirement.at, message: 'pytest itself is asked for here' }] }),
    fix: fixFor(requirement?.addBeside?.('pytest-xdist')),
  }
}

function fixFor(op: Extract<Fix, { safety: 'unsafe' }>['ops'][number] | undefined): Fix {
  const title = 'add pytest-xdist where pytest is asked for'
  if (!op) return { title, safety: 'manual', why: 'the list is text in which memlint does not insert' }
  return {
    title,
    ops: [op],
    safety: 'unsafe',
    why: 'it changes what is installed; a lock file has to follow',
  }
}

function firstXdistOption(options: PytestOptions): Given<unknown> | undefined {
  return options.workers ?? options.maxProcesses ?? options.environments[0] ?? options.distribution
}
