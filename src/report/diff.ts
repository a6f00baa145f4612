import { type Report, shownPath } from '../model/report.ts'
import { patchOf } from './patch.ts'
import { painter, printable } from './style.ts'

export interface DiffOptions {
  readonly color: boolean
  /** Whether people see it, or a program such as `git apply` takes it as it is. */
  readonly shown: boolean
}

/** What is changed, as a unified diff that `git apply` takes when it is not shown. */
export function diffReport(
  reports: readonly Pick<Report, 'root' | 'below' | 'changes'>[],
  { color, shown }: DiffOptions,
): string {
  const paint = painter(color)
  const paintLine = (line: string): string => {
    if (/^(---|\+\+\+)/.test(line)) return paint('bold', line)
    if (line.startsWith('@@')) return paint('cyan', line)
    if (line.startsWith('+')) return paint('green', line)
    return line.startsWith('-') ? paint('red', line) : line
  }
  const patches = reports.flatMap(report =>
    report.changes.map(change => patchOf({ ...change, path: shownPath(report, change.path) })),
  )
  const text = patches.join('')
  return color || shown
    ? text
        .split('\n')
        // The line end of the file itself is no news, and Windows' would be shown as an escape.
        .map(line => paintLine(printable(line.replace(/\r$/, ''))))
        .join('\n')
    : text
}
