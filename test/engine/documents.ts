import { parseIni } from '../../src/documents/ini.ts'
import { parseLines } from '../../src/documents/lines.ts'
import type { Document } from '../../src/model/document.ts'

/** Real readers, chosen by the end of the name as in a run. */
export function parseDocument(path: string, text: string): Document {
  return path.endsWith('.ini') ? parseIni(path, text) : parseLines(path, text)
}
