import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { debugLevels } from './view/config/log-levels.ts'
import { isConftest } from './view/python/test-files.ts'

export default defineRule<PytestView>({
  id: 'pytest/captured-debug-log',
  ecosystem: pytest,
  summary: 'pytest keeps the debug log of every test to the end of the run',
  why: `pytest captures what a test logs and keeps it with the test's report, passed or failed, until the session ends; with
workers the controller keeps it for all of them. At \`DEBUG\`, libraries that say each request and each query make most of it:
2,000 tests with 200 debug records of 130 bytes each took 103 MiB and 20.6 s, and 42 MiB and 1.3 s at \`INFO\`;
under \`-n 2\` the controller took 166 MiB and 45 MiB (measured, pytest 9.2, pytest-xdist 3.8, CPython 3.11). \`log_cli_level\` and \`log_file_level\` cost the same, with the log shown or not, since pytest
lowers the level of the root logger for each of them.

\`--show-capture=no\` only hides the log: it took 103 MiB as well. \`-p no:logging\` gives the memory back and takes
\`caplog\` away. A level for one logger, or \`caplog.set_level\` in the tests that look at debug records, is enough.

The finding appears in suites of 30 test modules and more; smaller ones rarely log enough to matter.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/how-to/logging.html',
    'https://github.com/pytest-dev/pytest/issues/9215',
    'https://github.com/pytest-dev/pytest/issues/8307',
  ],
  *check({ config, python }) {
    const modules = python.files.paths.filter(path => !isConftest(path)).length
    if (modules >= LARGE_SUITE) for (const level of debugLevels(config)) yield captured(level, modules)
  },
})

const LARGE_SUITE = 30

function captured(level: Setting<Value>, modules: number): Problem {
  const [name] = level.at.slice(-1)
  return {
    at: level,
    message: `${name} = ${level.value} makes pytest keep every debug record of ${modules} test modules until the run ends`,
    because: [
      'reports of passed tests keep their log, too: 52 MB of records took 61 MiB more at DEBUG than at INFO',
    ],
    fix: {
      title: `set ${name} to INFO, and the level of the loggers that matter in the tests that look at them`,
      safety: 'manual',
      why: 'tests that expect debug records in caplog would fail',
    },
  }
}
