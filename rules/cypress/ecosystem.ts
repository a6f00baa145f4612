import { branchesAt } from '../../src/model/choice.ts'
import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../src/model/setting.ts'
import { isTable } from '../../src/model/value.ts'

/** What one configuration has `cypress open` keep. */
export interface CypressConfig {
  /** Every number of tests that counts for some kind of tests on the machines of people. */
  readonly kept: readonly Setting<number>[]
}

const CONFIG = /(^|\/)cypress([.-]\w+)?\.config(\.(?!spec\b|test\b)\w+)?\.[cm]?[jt]s$/

const cypress: Ecosystem<CypressConfig> = {
  id: 'cypress',
  title: 'Cypress',
  url: 'https://www.cypress.io/',
  owns: [{ path: CONFIG, format: 'javascript', mentions: /\bnumTestsKeptInMemory\b/ }],
  *read(sources) {
    for (const path of sources.matching(CONFIG)) {
      if (!/\bnumTestsKeptInMemory\b/.test(sources.text(path) ?? '')) continue
      const document = sources.document(path)
      if (document) yield { kept: keptIn(document) }
    }
  },
  // One browser, whatever is configured.
  *workloads() {},
}

export default cypress

/** What stands for a kind of tests wins over what stands for all. */
function keptIn(document: Document): Setting<number>[] {
  const kinds = ['e2e', 'component'].filter(kind => isTable(document.get([kind])))
  const own = kinds.map(kind => [kind, KEY]).filter(at => document.get(at) !== undefined)
  const isShared = kinds.length === 0 || own.length < kinds.length
  return [...(isShared ? [[KEY]] : []), ...own].flatMap(at =>
    branchesAt(document, at).flatMap(({ when, value, at: place }) => {
      // In CI nobody opens it, and `cypress run` keeps none.
      const counts = typeof value === 'number' && (when === 'always' || when === 'local')
      return counts ? [setting(value, document, place)] : []
    }),
  )
}

const KEY = 'numTestsKeptInMemory'
