import { type Report, shownPath } from '../model/report.ts'
import { patchOf } from './patch.ts'
import { painter, printable } from './style.ts'

/** What the fixes change, as a unified diff that `git apply` takes when colours are off. */
export function diffReport(reports: readonly Report[], color: boolean): string {
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
  return color
    ? text
        .split('\n')
        .map(line => paintLine(printable(line)))
        .join('\n')
    : text
}
