import { applyEdits } from '../model/apply-edits.ts'
import type { Finding } from '../model/finding.ts'
import { type Report, shownPath } from '../model/report.ts'
import { patchOf } from './patch.ts'

/** What a fix makes of one file. */
export interface FixDiff {
  /** As the report calls it: relative to the working directory. */
  readonly file: string
  /** A unified diff that `git apply` takes. Its lines are the file's own: to be escaped for what they go into. */
  readonly patch: string
}

/**
 * What the fix of one finding would change, file by file; nothing for a finding whose fix has no edits. For the
 * findings of a report, whose edits are for the report's texts; those of `applied` were for texts since changed.
 */
export function fixDiff(finding: Finding, report: Pick<Report, 'root' | 'below' | 'texts'>): FixDiff[] {
  const edits = finding.fix?.edits ?? []
  return [...new Set(edits.map(edit => edit.file))].map(path => {
    const own = edits.filter(edit => edit.file === path)
    const before = report.texts.get(path) ?? ''
    const after = applyEdits(before, own)
    const file = shownPath(report, path)
    return { file, patch: patchOf({ path: file, created: own.some(edit => edit.create), before, after }) }
  })
}
