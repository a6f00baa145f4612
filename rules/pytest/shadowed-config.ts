import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import { setting } from '../../src/model/setting.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { ConfigFile } from './view/config/config-files.ts'
import { optionOf } from './view/config/config-files.ts'
import { parallelOptions } from './view/config/parallel-options.ts'

export default defineRule<PytestView>({
  id: 'pytest/shadowed-config',
  ecosystem: pytest,
  summary: 'pytest never reads a configuration because another file in the folder wins',
  why: `pytest reads one configuration file in a folder and merges nothing: the first of \`pytest.toml\`, \`.pytest.toml\`,
\`pytest.ini\`, \`.pytest.ini\`, \`pyproject.toml\`, \`tox.ini\` and \`setup.cfg\` that counts. An empty \`pytest.ini\` counts. A
\`--maxprocesses\` or \`-n\` in any other file holds nothing back, and everybody believes it does. pytest 9 prints a warning in
its header; older versions say nothing.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/reference/customize.html#configuration-file-formats',
    'https://github.com/pytest-dev/pytest/blob/main/src/_pytest/config/findpaths.py',
  ],
  *check({ config: { winner, shadowed } }) {
    if (!winner) return
    for (const file of shadowed) {
      const problem = problemOf(file, winner)
      if (problem) yield problem
    }
  },
})

function problemOf(file: ConfigFile, winner: ConfigFile): Problem | undefined {
  const addopts = optionOf(file, 'addopts')
  const keys = Object.keys(file.options)
  if (keys.length === 0) return undefined
  const parallel = addopts ? parallelOptions(addopts) : []
  const held = parallel.length > 0 ? ` (${parallel.join(' ')})` : ''
  const what = addopts ? `addopts${held}` : keys.slice(0, 3).join(', ')
  return {
    at: addopts ?? tableOf(file),
    message: `pytest never reads ${what} here: ${winner.path} wins, and nothing is merged`,
    because: [
      `${winner.path} comes before ${file.path} in pytest's order, and the first file that counts is the only one`,
    ],
    related: [{ at: tableOf(winner), message: 'this is what pytest reads' }],
    fix: {
      title: `keep the options in one file, ${winner.path}, and remove them here`,
      safety: 'manual',
      why: 'options that come to life change what the tests do',
    },
    // What bounds workers and memory is in addopts; other options lost are no matter of memory.
    ...(!addopts && { severity: 'info' }),
  }
}

/** An empty file has nothing but itself to point at. */
function tableOf(file: ConfigFile): Setting<unknown> {
  const isThere = file.document.get(file.at) !== undefined
  return setting(file.options, file.document, isThere ? file.at : [])
}
