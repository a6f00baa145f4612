import { formatGiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { footprint } from '../../src/model/footprint.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { explainAmount } from '../common/explain-footprint.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { LoadedOnImport } from './view/python/on-import.ts'

export default defineRule<PytestView>({
  id: 'pytest/heavy-import',
  ecosystem: pytest,
  summary: 'a test module loads something heavy when it is imported',
  why: `Every worker of pytest-xdist imports every test module and conftest.py before it runs a single test, and so do
\`pytest --collect-only\` and the test explorer of an editor. What a module constructs at its top level is then held by
every worker to the end: four modules that took 60 MB at import left each of four workers with 271 MiB, although each ran
one test (measured, pytest-xdist 3.8). In a fixture with \`scope="module"\` it is loaded where its tests run, and freed.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/how-it-works.html',
    'https://docs.pytest.org/en/stable/how-to/fixtures.html',
  ],
  *check({ python }) {
    for (const one of python.onImport) yield loaded(one)
  },
})

function loaded({ document, heavy: { amount, call } }: LoadedOnImport): Problem {
  return {
    at: setting(call.callee, document, call.at),
    message: `${amount.what} takes ${formatGiB(amount.bytes)} in every process that imports ${document.path}`,
    because: [explainAmount(amount)],
    footprint: footprint('derived', [amount]),
    fix: {
      title: 'construct it in a fixture with scope="module"',
      safety: 'manual',
      why: `what uses ${call.target ?? 'the object'} has to ask for the fixture, which is for its author to write`,
    },
  }
}
