import { loadReaders, type Read } from '../../src/documents/index.ts'
import type { Document } from '../../src/model/document.ts'

const read: Read = await loadReaders(['ini', 'lines'])

/** Real readers, chosen by the end of the name as in a run. */
export function parseDocument(path: string, text: string): Document {
  return read(path, path.endsWith('.ini') ? 'ini' : 'lines', text)
}
