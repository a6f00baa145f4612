import type { Problem } from '../../../src/model/finding.ts'
import type { Fix } from '../../../src/model/fix.ts'
import { giveName, takeOut } from './address.ts'
import { type EditorFolder, effective } from './folders.ts'
import { type Entry, entryIn } from './settings.ts'

/** The heap limit of the TypeScript server in MB, by the names it has had. */
const HEAP = {
  /** Read by every VS Code; deprecated since 1.110 (February 2026). */
  old: 'typescript.tsserver.maxTsServerMemory',
  /** Read since 1.110 (release notes, "Unified JavaScript and TypeScript settings"). */
  today: 'js/ts.tsserver.maxMemory',
  /** A mixture of both that people write and no version reads. */
  never: 'js/ts.tsserver.maxTsServerMemory',
}

/**
 * Limits of the TypeScript server under names that are not today's. Whoever writes the old name beside today's
 * serves older versions of VS Code too: that is left alone.
 */
export function* oldHeapLimits(view: EditorFolder): Iterable<Problem> {
  for (const location of view.locations) {
    const today = entryIn(location, HEAP.today)
    const never = entryIn(location, HEAP.never)
    const old = entryIn(location, HEAP.old)
    if (never) {
      const message = `${HEAP.never} is no setting: the limit is not in force`
      yield { at: never.setting, message, fix: today ? removal(never) : revival(never) }
    }
    if (old && !today) yield deprecated(old)
  }
}

function removal(never: Entry): Fix {
  return { title: `remove it: ${HEAP.today} is set`, safety: 'safe', ops: [takeOut(never)] }
}

function revival(never: Entry): Fix {
  const why =
    'the limit comes into force (from VS Code 1.110), and a heap that is too small makes the server crash'
  return { title: `rename it to ${HEAP.today}`, safety: 'unsafe', why, ops: giveName(never, HEAP.today) }
}

function deprecated(old: Entry): Problem {
  const why = 'VS Code before 1.110 knows only the old name; writing both serves everybody'
  const fix: Fix = {
    title: `rename it to ${HEAP.today}`,
    safety: 'unsafe',
    why,
    ops: giveName(old, HEAP.today),
  }
  const message = `${HEAP.old} is called ${HEAP.today} since VS Code 1.110`
  return { at: old.setting, message, severity: 'info', fix }
}

/** The limits that VS Code reads, in MB. Today's name wins over the old one where both are set. */
export function heapLimits(
  view: Pick<EditorFolder, 'locations'>,
): readonly { readonly entry: Entry; readonly megabytes: number }[] {
  const entry = effective(view, HEAP.today) ?? effective(view, HEAP.old)
  const megabytes = entry?.setting.value
  return entry && typeof megabytes === 'number' ? [{ entry, megabytes }] : []
}

/** Where errors of the whole project are asked for, and not only those of open files. */
export function projectDiagnostics(view: Pick<EditorFolder, 'locations'>): Entry | undefined {
  const entry = ['js/ts', 'typescript']
    .map(prefix => effective(view, `${prefix}.tsserver.experimental.enableProjectDiagnostics`))
    .find(found => found !== undefined)
  return entry?.setting.value === true ? entry : undefined
}
