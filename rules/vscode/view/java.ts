import { type Bytes, parseBytes } from '../../../src/model/bytes.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { type EditorFolder, effective } from './folders.ts'

/** The heap limit that the Java language server is started with. */
export interface JavaHeap {
  readonly setting: Setting<string>
  /** `-Xmx4G` */
  readonly written: string
  readonly bytes: Bytes
}

/** The last `-Xmx` counts, as in any JVM. Undefined where there is none or where it is no amount. */
export function javaHeap(view: Pick<EditorFolder, 'locations'>): JavaHeap | undefined {
  const entry = effective(view, 'java.jdt.ls.vmargs')
  const value = entry?.setting.value
  if (!entry || typeof value !== 'string') return undefined
  const written = value.match(/(?<!\S)-Xmx\d+[kmgt]?(?!\S)/gi)?.at(-1)
  const bytes = written && parseBytes(written.slice('-Xmx'.length))
  return written && bytes
    ? { setting: setting(value, entry.setting.document, entry.setting.at), written, bytes }
    : undefined
}
