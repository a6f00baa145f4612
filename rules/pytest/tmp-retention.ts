import type { Problem } from '../../src/model/finding.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { TmpRetention } from './view/config/tmp-retention.ts'
import { tmpRetention } from './view/config/tmp-retention.ts'

export default defineRule<PytestView>({
  id: 'pytest/tmp-retention',
  ecosystem: pytest,
  summary: 'the files of many past runs are kept, in memory where /tmp is a tmpfs',
  why: `pytest leaves what tests write into \`tmp_path\` in the directory for temporary files, for the last three runs unless
\`tmp_path_retention_count\` says otherwise. Where \`/tmp\` is a tmpfs, as many distributions mount it, these files are memory
that no process owns: nothing shows it, and no limit of the run ends it. Six runs of 50 MB left 301 MiB with a count of 10,
151 MiB with the default of 3 and 51 MiB with 1 (measured, pytest 9.2).

\`tmp_path_retention_policy = failed\` keeps next to nothing, 1 MiB there, but deletes while the tests run, which goes wrong in
tests that patch \`os\`. \`TMPDIR\` on a disk, or \`--basetemp\`, moves the files instead. pytest 7.3 and later.`,
  severity: 'info',
  confidence: 'high',
  fixes: ['unsafe'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/how-to/tmp_path.html#temporary-directory-location-and-retention',
    'https://docs.pytest.org/en/stable/reference/reference.html#confval-tmp_path_retention_count',
  ],
  *check({ config }) {
    const retention = tmpRetention(config)
    if (retention && retention.runs > DEFAULT) yield kept(retention)
  },
})

/** What pytest keeps by itself. */
const DEFAULT = 3

function kept({ at, runs }: TmpRetention): Problem {
  return {
    at,
    message: `the tmp_path files of the last ${runs} runs are kept, and where /tmp is a tmpfs they are memory that nobody frees`,
    because: [`pytest itself keeps ${DEFAULT}; each run adds all that its tests write`],
    fix: {
      title: 'keep the last run alone',
      ops: [set(at, typeof at.value === 'string' ? '1' : 1)],
      safety: 'unsafe',
      why: 'whatever reads the files of earlier runs finds fewer of them',
    },
  }
}
