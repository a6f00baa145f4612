import { formatGiB } from '../model/bytes.ts'
import { capacityOf } from '../model/host.ts'
import type { Report } from '../model/report.ts'
import { printable } from './style.ts'

/** What was looked at: `55 rules, 32 files, host laptop 16.0 GiB / 8 cpus`. */
export function scopeOf(reports: readonly Report[]): string {
  const rules = Math.max(0, ...reports.map(report => report.rules))
  const files = reports.map(report => report.files).reduce((sum, count) => sum + count, 0)
  return `${many(rules, 'rule')}, ${many(files, 'file')}, ${hostsOf(reports)}`
}

/** What came of it: `17 findings (2 ignored), 4 fixable with --fix`. `pending`: fixes are shown and not written. */
export function countsOf(reports: readonly Report[], { pending = false } = {}): string {
  const open = reports.flatMap(report => report.findings.filter(finding => !finding.silenced))
  const silenced = reports.flatMap(report => report.findings.flatMap(finding => finding.silenced ?? []))
  const accepted = silenced.filter(({ by }) => by === 'baseline').length
  const aside = [
    ...(silenced.length > accepted ? [`${silenced.length - accepted} ignored`] : []),
    ...(accepted > 0 ? [`${accepted} in the baseline`] : []),
  ].join(', ')
  const fixed = reports.flatMap(report => report.applied).length
  const safe = open.filter(finding => finding.fix?.safety === 'safe').length
  const unsafe = open.filter(finding => finding.fix?.safety === 'unsafe').length
  return [
    `${many(open.length, 'finding')}${aside && ` (${aside})`}`,
    ...(fixed > 0 ? [`${fixed} ${pending ? 'would be fixed' : 'fixed'}`] : []),
    ...(safe > 0 ? [`${safe} fixable with --fix`] : []),
    ...(unsafe > 0 ? [`${unsafe} more with --unsafe-fixes`] : []),
  ].join(', ')
}

/** `1 file`, `2 files` */
export function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function hostsOf(reports: readonly Report[]): string {
  const hosts = new Map(reports.flatMap(report => report.plan.hosts.map(({ host }) => [host.name, host])))
  const shown = [...hosts.values()].map(
    host => `${printable(host.name)} ${formatGiB(capacityOf(host).value)} / ${many(host.cpus.value, 'cpu')}`,
  )
  const runners = new Set(reports.flatMap(({ plan }) => plan.runners.map(({ host }) => printable(host.name))))
  const named = runners.size > 0 ? `, and what jobs name: ${[...runners].join(', ')}` : ''
  return `${hosts.size === 1 ? 'host' : 'hosts'} ${shown.join(', ')}${named}`
}
