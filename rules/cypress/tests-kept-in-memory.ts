import type { Problem } from '../../src/model/finding.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { CypressConfig } from './ecosystem.ts'
import cypress from './ecosystem.ts'

export default defineRule<CypressConfig>({
  id: 'cypress/tests-kept-in-memory',
  ecosystem: cypress,
  summary: "Cypress's browser keeps the pages of more tests than it does by default",
  why: `For every test that it keeps, \`cypress open\` holds the page as it was after each command, so that people can step
through it. That is most of what its tab takes: with the default of 50 a run left 600 MB there, with 10 it left 400 MB, and with 1
less than 40 MB (nextcloud/text#3498). The tab has one heap, of 4 GB in Chromium (cypress#30487), and crashes when it is full,
whatever the machine has left.

\`cypress run\` keeps no tests, whatever is configured: it sets the number to 0 (packages/config/src/project/utils.ts of Cypress,
read and not run). So a larger number helps nothing in CI, and a smaller one does not either. Where the tab runs out there,
\`experimentalMemoryManagement: true\` has Chromium collect its garbage before a test when half of its heap is used.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['unsafe'],
  dependsOnHost: false,
  references: [
    'https://docs.cypress.io/app/references/configuration#Global',
    'https://github.com/cypress-io/cypress/issues/142',
    'https://github.com/nextcloud/text/issues/3498',
    'https://github.com/cypress-io/cypress/issues/30487',
    'https://github.com/cypress-io/cypress/pull/34041',
  ],
  *check({ kept }) {
    for (const each of kept) if (each.value > DEFAULT) yield problem(each)
  },
})

const DEFAULT = 50

function problem(kept: Setting<number>): Problem {
  return {
    at: kept,
    message: `cypress open keeps the pages of the last ${kept.value} tests in one tab, by default those of ${DEFAULT}; in cypress run the number has no effect`,
    because: [
      'with the default of 50 a run left 600 MB in the tab, with 10 it left 400 MB, with 1 less than 40 MB (nextcloud/text#3498)',
      'cypress run sets it to 0 (packages/config/src/project/utils.ts of Cypress, read)',
    ],
    fix: {
      title: `set numTestsKeptInMemory to ${DEFAULT}, which is Cypress's default`,
      safety: 'unsafe',
      why: `cypress open then shows the steps of the last ${DEFAULT} tests only`,
      ops: [set(kept, DEFAULT)],
    },
  }
}
