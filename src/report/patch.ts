import { createTwoFilesPatch } from 'diff'
import type { TextChange } from '../model/report.ts'

/** One changed file as a unified diff that `git apply` takes. `path` is how the report calls it. */
export function patchOf({ path, created, before, after }: TextChange): string {
  const from = created ? '/dev/null' : `a/${path}`
  const patch = createTwoFilesPatch(from, `b/${path}`, before, after, '', '', { context: 3 })
  return patch.replace(/^=+\n/, '')
}
