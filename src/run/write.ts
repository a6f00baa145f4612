import type { Refusal } from '../model/document.ts'
import type { TextChange } from '../model/report.ts'
import type { FileChange } from '../project/write.ts'

/** Lets the writing come to its end before a signal ends the process. */
export type Uninterrupted = <T>(work: () => Promise<T>) => Promise<T>

/** Writes every change or none. Loads the writer only here: it brings along Node's cryptography, which takes a while. */
export async function write(
  root: string,
  changes: readonly TextChange[],
  uninterrupted: Uninterrupted = work => work(),
): Promise<Refusal | undefined> {
  const { writeAll } = await import('../project/write.ts')
  return uninterrupted(async () => writeAll(root, changes.map(forWriting)))
}

function forWriting({ path, created, before, after, executable }: TextChange): FileChange {
  return { path, before: created ? undefined : before, after, ...(executable && { executable }) }
}
