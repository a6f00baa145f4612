import { exceeded, gone } from '../engine/baseline.ts'
import type { Checked } from '../engine/check.ts'
import type { Fixed } from '../engine/fix.ts'
import type { Setup } from '../engine/setup.ts'
import { retiredIgnores, unusedIgnores } from '../engine/silence.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { Report, TextChange } from '../model/report.ts'
import type { ProjectSources } from '../project/sources.ts'
import type { RunOptions } from './options.ts'

/** What was found, with what a reader of it needs. Nothing is fixed yet. */
export function reportOf(
  checked: Checked,
  sources: ProjectSources,
  setup: Setup,
  options: RunOptions,
): Report {
  const complete = options.only === undefined
  return {
    root: options.shownRoot,
    findings: checked.findings,
    plan: checked.plan,
    texts: textsOf(checked, sources),
    files: sources.read.size,
    rules: options.rules.length,
    applied: [],
    rejected: [],
    changes: [],
    notes: [
      ...retiredIgnores(sources, setup),
      ...exceeded(checked.findings, setup),
      ...(complete ? [...unusedIgnores(checked.findings, setup), ...goneNotes(checked, setup)] : []),
    ],
    failures: [...sources.failures, ...checked.failures],
  }
}

function goneNotes({ findings }: Checked, setup: Setup): string[] {
  const count = gone(findings, setup).reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return []
  return [
    `the baseline accepts ${count} that ${count === 1 ? 'is' : 'are'} gone: \`memlint baseline --prune\` takes them out`,
  ]
}

/** The files that findings point at, for code frames, and those that their fixes change, for diffs; as they are now. */
export function textsOf({ findings }: Checked, sources: Sources): ReadonlyMap<string, string> {
  const files = findings.flatMap(({ file, fix }) => [file, ...(fix?.edits ?? []).map(edit => edit.file)])
  const texts = new Map<string, string>()
  for (const file of files) {
    const text = sources.text(file)
    if (text !== undefined) texts.set(file, text)
  }
  return texts
}

/** The files that fixes changed, before and after. */
export function changesOf(fixed: Fixed, before: Sources): TextChange[] {
  return [...fixed.changed].sort().map(path => ({
    path,
    created: !before.has(path),
    before: before.text(path) ?? '',
    after: fixed.sources.text(path) ?? '',
  }))
}
