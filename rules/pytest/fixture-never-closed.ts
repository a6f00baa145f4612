import { formatFactor, formatGiB, GiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { footprint } from '../../src/model/footprint.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { LeftOpen } from './view/heavy/left-open.ts'
import { LIGHT } from './view/heavy/weigh.ts'
import { isAsWide } from './view/python/fixture-forms.ts'

export default defineRule<PytestView>({
  id: 'pytest/fixture-never-closed',
  ecosystem: pytest,
  summary: 'a fixture opens something that goes on when its test is over, and never closes it',
  why: `Python frees an object when nobody refers to it. What the object started does not always go with it: a Dask cluster
that five tests got from a fixture without \`close()\` left five clusters, 42 MiB more with each, although nothing referred to
them (measured, distributed 2026.8.0 with one worker process each). Twelve tests with a new chromadb client each took a
worker from 139 to 301 MiB, and from 138 to 194 MiB when the fixture closed it (measured, chromadb 1.5.9 with 2,000 vectors
each; clients have \`close()\` since 1.5.2). Browsers are processes of their own, and containers are not even children.

Yield the object instead of returning it, and close it after the \`yield\`: that runs when a test fails, too.

Quiet on purpose: at session scope the end of the fixture is the end of the process, and only what outlives the process is
reported. A pool of \`multiprocessing\` or \`concurrent.futures\` ends its processes when its object goes (seen with CPython
3.11). Spark and Ray are one for a process: a fixture that asks again gets the same one, or an error.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://docs.pytest.org/en/stable/how-to/fixtures.html#teardown-cleanup-aka-fixture-finalization',
    'https://github.com/chroma-core/chroma/issues/5843',
    'https://distributed.dask.org/en/stable/api.html#distributed.LocalCluster',
  ],
  *check({ python }) {
    for (const one of python.leftOpen) if (isWorthAWord(one)) yield leftOpen(one)
  },
})

function isWorthAWord({ fixture, kind, keeps, left }: LeftOpen): boolean {
  if (isAsWide(fixture.scope, 'package')) return kind.outlives === true && left > 0
  return left > 1 && keeps.bytes * left >= LIGHT
}

/** Worth knowing, not worth failing a build. */
const MODEST = GiB / 4

function leftOpen({ fixture, call, kind, keeps, left }: LeftOpen): Problem {
  const { name } = fixture
  const total = keeps.bytes * left
  const isOnce = left === 1
  const when = isOnce ? 'when the session is over' : `each of the ${left} times it is set up`
  const target = call.target ?? name
  return {
    at: setting(name, fixture.document, fixture.at),
    message: `${name} leaves ${kind.what} open ${when}: ${formatGiB(total)}${isOnce ? '' : ' over all workers'} that nothing gives back`,
    because: [
      `${left} × ${formatFactor(keeps.bytes)} = ${formatGiB(total)}`,
      `${formatFactor(keeps.bytes)} ${keeps.what} (${keeps.evidence}: ${keeps.source})`,
    ],
    footprint: footprint('derived', [keeps]),
    ...(total < MODEST && { severity: 'info' }),
    fix: {
      title: `yield it, and end with ${kind.close(target)}${kind.note === undefined ? '' : ` (${kind.note})`}`,
      safety: 'manual',
      why: 'what still uses the object at that moment is for its author to know',
    },
  }
}
