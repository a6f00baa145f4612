import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { JUDGED_THEN } from './view/config/come-to-life.ts'
import type { JoinedFlag } from './view/config/joined-flags.ts'
import { joinedFlagsIn } from './view/config/joined-flags.ts'

export default defineRule<PytestView>({
  id: 'pytest/joined-flag',
  ecosystem: pytest,
  summary: 'an option and its value stand in one element of an array, and no test runs',
  why: `pytest splits options at spaces when they are one string, and takes the elements of a TOML array as they are. Then
\`"-n auto"\` is \`-n\` with the value \` auto\`, which is an error, and \`"--maxprocesses 4"\` is a file of that name: "file or
directory not found". With workers pytest-xdist hides that error: \`["-n2", "--maxprocesses 4"]\` ends with "no tests ran" and
exit code 5 (measured, pytest 9.2, pytest-xdist 3.8; \`--dist\`, \`--tx\`, \`--max-worker-restart\` and \`--maxfail\` are the same).

\`"-n 4"\` and \`"-p no:xdist"\` work, since their values may begin with a space. Of the rest, an equals sign or two elements
make what was meant.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/reference/customize.html#pyproject-toml',
    'https://docs.python.org/3/library/argparse.html#option-value-syntax',
  ],
  *check({ config }) {
    for (const joined of joinedFlagsIn(config)) yield misread(joined)
  },
})

function misread(joined: JoinedFlag): Problem {
  const { at, flag } = joined
  const outcome = flag === '-n' ? 'refuses the value with its space' : 'looks for a file of that name'
  return {
    at,
    message: `pytest does not split "${at.value}": it ${outcome}, and runs no test`,
    fix: fixFor(joined),
  }
}

function fixFor({ at, separated }: JoinedFlag): Fix {
  if (separated === undefined)
    return {
      title: 'give each option an element of its own',
      safety: 'manual',
      why: 'elements can only be added at the end, and of two options the later one wins',
    }
  const title = `write "${separated}"; how many workers it starts is judged then`
  return { title, ops: [set(at, separated)], safety: 'safe', remainder: JUDGED_THEN }
}
