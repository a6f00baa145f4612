import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { lift } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { JUDGED_THEN } from './view/config/come-to-life.ts'
import type { OptionComment } from './view/config/option-comments.ts'
import { commentsInOptions } from './view/config/option-comments.ts'

export default defineRule<PytestView>({
  id: 'pytest/comment-in-options',
  ecosystem: pytest,
  summary: 'a comment behind the options is part of them, and no test runs',
  why: `In pytest's ini files a comment has a line of its own. Behind a value, \`#\` and \`;\` are part of the value: of
\`addopts = -q  # quiet\` pytest makes the option \`-q\` and the files \`#\` and \`quiet\`, and stops with "file or directory not
found". With workers it is worse, since pytest-xdist hides the error: \`addopts = -n 2  # two\` ends with "no tests ran" and
exit code 5 (measured, pytest 8.4 and 9.2, pytest-xdist 3.8). A cap with the reason beside it is then taken out again, and
the protection with it.

Lines that begin with \`#\` or \`;\` between the lines of a value are comments and are skipped. In TOML strings nothing is a
comment, not even such a line: write the options as an array there.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/reference/customize.html#pytest-ini',
    'https://github.com/pytest-dev/iniconfig/blob/main/src/iniconfig/_parse.py',
  ],
  *check({ config }) {
    const comments = commentsInOptions(config)
    const [first] = comments
    if (first) yield swallowed(first, comments)
  },
})

function swallowed(first: OptionComment, comments: readonly OptionComment[]): Problem {
  const text = first.text.trim()
  return {
    at: { ...first.at, part: text },
    message: `"${text.charAt(0)}" begins no comment here: pytest takes it and each word behind it for a file, and runs no test`,
    fix: fixFor(first, comments),
  }
}

function fixFor({ at }: OptionComment, comments: readonly OptionComment[]): Fix {
  const where = comments.length === 1 ? 'it to a line of its own above' : 'them to lines of their own above'
  const title = `move ${where}; what the options start is judged then`
  if (at.document.format !== 'ini') {
    return {
      title: 'write the options as an array, with comments between its elements',
      safety: 'manual',
      why: 'inside a TOML string nothing is a comment',
    }
  }
  if (comments.some(({ text }) => at.value.split(text).length !== 2))
    return {
      title: `move ${where}`,
      safety: 'manual',
      why: 'the same text stands several times in the options',
    }
  return { title, ops: comments.map(({ text }) => lift(at, text)), safety: 'safe', remainder: JUDGED_THEN }
}
