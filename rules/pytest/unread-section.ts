import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { JUDGED_THEN } from './view/config/come-to-life.ts'
import { parallelOptions } from './view/config/parallel-options.ts'
import type { UnreadSection } from './view/config/unread-sections.ts'

export default defineRule<PytestView>({
  id: 'pytest/unread-section',
  ecosystem: pytest,
  summary: 'options stand in a section that pytest does not read in that file',
  why: `Each file has a section of its own name: \`[pytest]\` in pytest.ini, tox.ini and pytest.toml, \`[tool:pytest]\` in setup.cfg,
\`[tool.pytest.ini_options]\` in pyproject.toml, and from pytest 9 on \`[tool.pytest]\` there. pytest passes over any other
without a word: \`[tool:pytest]\` with \`-n 2\` in pytest.ini or tox.ini starts no workers, \`[Pytest]\` neither, and a pytest.ini
without \`[pytest]\` still hides the configuration below it. A \`--maxprocesses\` there holds nothing back.

\`[pytest]\` in setup.cfg is the exception, pytest stops there. pytest 9.2 does so even where another file is the
configuration; 8.4 and 7.2 then passed over it. pytest.toml and \`[tool.pytest]\` say nothing to versions before 9
(measured, pytest 7.2, 8.4 and 9.2).`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/reference/customize.html#configuration-file-formats',
    'https://github.com/pytest-dev/pytest/blob/main/src/_pytest/config/findpaths.py',
  ],
  *check({ unreadSections }) {
    for (const section of unreadSections) yield unread(section)
  },
})

function unread(section: UnreadSection): Problem {
  const { at, written, read, stops } = section
  const { addopts } = at.value
  const parallel =
    addopts === undefined ? [] : parallelOptions(setting(addopts, at.document, [...at.at, 'addopts']))
  const lost = parallel.length > 0 ? [parallel.join(' ')] : Object.keys(at.value).slice(0, 3)
  const effect = `${lost.join(', ')} ${lost.length === 1 ? 'has' : 'have'} no effect`
  const file = at.document.path
  return {
    at,
    message: stops
      ? `pytest stops at ${written} in ${file}: it reads ${read} there`
      : `pytest does not read ${written} in ${file}, so that ${effect}: it reads ${read}`,
    fix: fixFor(section),
    // What bounds workers and memory is lost with these; other options are no matter of memory.
    ...(parallel.length === 0 && !stops && { severity: 'info' }),
  }
}

function fixFor({ read, stops, winner, cure }: UnreadSection): Fix {
  if (winner !== undefined) {
    return {
      title: `keep the options in ${winner}, which pytest reads, and remove them here`,
      safety: 'manual',
      why: 'options that come to life change what the tests do',
    }
  }
  if (!cure) {
    const why = 'the values have to be right for the other section, too'
    return { title: `write the options where pytest reads them: ${read}`, safety: 'manual', why }
  }
  const fix = {
    title: `call the section ${read}; what it starts is judged then`,
    ops: [cure],
    remainder: JUDGED_THEN,
  }
  if (stops) return { ...fix, safety: 'safe' }
  return { ...fix, safety: 'unsafe', why: 'options come to life that have never been tried' }
}
