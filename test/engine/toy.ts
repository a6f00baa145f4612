import { type CheckableSources, check } from '../../src/engine/check.ts'
import { type FixOptions, fixAll } from '../../src/engine/fix.ts'
import type { Setup } from '../../src/engine/setup.ts'
import type { Document } from '../../src/model/document.ts'
import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { AnyRule, Context, Rule } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Workload } from '../../src/model/workload.ts'
import { makeSources } from '../../src/project/sources.ts'
import { host, planOptions } from '../plan/workloads.ts'
import { parseDocument } from './documents.ts'

/** One ini or text file of the toy tool. */
export interface ToyView {
  readonly path: string
  /** A value of the section `[toy]`. */
  key(name: string): Setting<string | undefined>
  readonly document: Document
  /** Whether another file exists, and its documents. */
  other(path: string): Document | undefined
}

/** A tool whose settings are `[toy]` tables of ini files; `jobs` is a workload of one GiB each. */
export const toy: Ecosystem<ToyView> = {
  id: 'toy',
  title: 'toy',
  url: 'https://example.org/toy',
  owns: [{ path: /\.ini$/, format: 'ini' }],
  *read(sources) {
    for (const path of sources.matching(/\.ini$/)) {
      const document = sources.document(path)
      if (!document) continue
      const key = (name: string): Setting<string | undefined> => {
        const value = document.get(['toy', name])
        return { value: typeof value === 'string' ? value : undefined, document, at: ['toy', name] }
      }
      yield { path, key, document, other: name => sources.document(name) }
    }
  },
  *workloads(): Iterable<Workload> {},
}

type Check = (view: ToyView, context: Context) => Iterable<Problem>

/** A rule of the toy tool. */
export function toyRule(name: string, check: Check, more: Partial<Rule<ToyView>> = {}): AnyRule {
  return {
    id: `toy/${name}`,
    ecosystem: toy,
    summary: name,
    why: 'because',
    severity: 'error',
    confidence: 'high',
    fixes: ['safe'],
    dependsOnHost: false,
    references: ['https://example.org'],
    check,
    ...more,
  }
}

/** A rule that wants another value wherever a key has one of some values. */
export function wants(name: string, key: string, wrong: readonly string[], right: string): AnyRule {
  return toyRule(name, function* (view) {
    const at = view.key(key)
    if (at.value === undefined || !wrong.includes(at.value)) return
    const op = { op: 'set', at: at.at, value: right } as const
    yield {
      at,
      message: `${key} is ${at.value}`,
      fix: { title: `set ${key} to ${right}`, safety: 'safe', ops: [{ path: view.path, op }] },
    }
  })
}

export function sourcesOf(files: Readonly<Record<string, string>>): CheckableSources {
  return makeSources({
    files: Object.keys(files),
    read: path => {
      const text = files[path]
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
    },
    formatOf: path => (path.endsWith('.ini') ? 'ini' : 'lines'),
    parse: (path, _format, text) => parseDocument(path, text),
    isIgnored: () => false,
  })
}

export function setupOf(rules: readonly AnyRule[], more: Partial<Setup> = {}): Setup {
  return {
    ecosystems: [toy],
    rules,
    ruleIds: rules.map(rule => rule.id),
    plan: planOptions([host(16, 8, { name: 'big' })]),
    declared: true,
    options: { heavyConstructors: {} },
    severityOf: () => undefined,
    baseline: new Map(),
    ignores: [],
    isShown: () => true,
    reread: parseDocument,
    ...more,
  }
}

export function checkFiles(
  files: Readonly<Record<string, string>>,
  rules: readonly AnyRule[],
  more: Partial<Setup> = {},
) {
  return check(sourcesOf(files), setupOf(rules, more))
}

export async function fixFiles(
  files: Readonly<Record<string, string>>,
  rules: readonly AnyRule[],
  more: Partial<Setup> & { options?: never; fix?: Partial<FixOptions> } = {},
) {
  const { fix, ...setup } = more
  const fixed = await fixAll(sourcesOf(files), setupOf(rules, setup), {
    unsafe: false,
    mayWrite: () => true,
    secondOpinion: async () => ({}),
    ...fix,
  })
  return { ...fixed, text: (path: string) => fixed.sources.text(path) }
}
