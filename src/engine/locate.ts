import type { Document, Span } from '../model/document.ts'
import type { Location } from '../model/finding.ts'
import { positionAt } from '../model/position.ts'

/** Lines and columns of a span; both 1-based, columns in UTF-16 units, the byte order mark not counted. */
export function locate(document: Pick<Document, 'path' | 'text'>, span: Span): Location {
  const start = positionAt(document.text, span.start)
  const end = positionAt(document.text, Math.max(span.start, span.end))
  return {
    file: document.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  }
}
