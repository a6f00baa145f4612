import type { ArtifactChange, Fix, Replacement } from 'sarif'
import type { FileEdit, Finding } from '../../model/finding.ts'
import { positionAt } from '../../model/position.ts'
import type { Report } from '../../model/report.ts'
import { whatItDoes } from '../explanation.ts'
import { artifactLocation } from './locations.ts'

/**
 * The fix of a finding as replacements. None for a fix by hand, and none for one that creates a file, for which SARIF
 * has no words: half of a fix would be worse than its description in the message.
 */
export function fixesOf({ fix }: Finding, report: Report): Fix[] {
  if (!fix || fix.edits.length === 0 || fix.edits.some(edit => edit.create)) return []
  const files = [...new Set(fix.edits.map(edit => edit.file))]
  const edits = (file: string) => fix.edits.filter(edit => edit.file === file)
  return [
    {
      description: { text: whatItDoes(fix) },
      artifactChanges: files.map(file => changeOf(file, edits(file), report)),
    },
  ]
}

function changeOf(file: string, edits: readonly FileEdit[], report: Report): ArtifactChange {
  const text = report.texts.get(file) ?? ''
  return {
    artifactLocation: artifactLocation(file, report),
    replacements: edits.map(edit => replacementOf(edit, text)),
  }
}

/** By lines and columns, which mean the same to everybody; readers differ on offsets where there is a byte order mark. */
function replacementOf({ start, end, text: inserted }: FileEdit, text: string): Replacement {
  const from = positionAt(text, start)
  const to = positionAt(text, end)
  return {
    deletedRegion: {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
    },
    ...(inserted !== '' && { insertedContent: { text: inserted } }),
  }
}
