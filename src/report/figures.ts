import { formatGiB } from '../model/bytes.ts'
import type { Workload } from '../model/workload.ts'
import { type Paint, printable } from './style.ts'

/** What one process of each workload takes, and why; once for those that take the same. */
export function figures(
  workloads: readonly Workload[],
  { verbose }: { readonly verbose: boolean },
  paint: Paint,
): string[] {
  const groups = new Map<string, Workload[]>()
  for (const workload of workloads) {
    const key = JSON.stringify([workload.kind, workload.footprint, workload.base])
    groups.set(key, [...(groups.get(key) ?? []), workload])
  }
  if (groups.size === 0) return []
  return [
    paint('bold', 'where the figures come from'),
    ...[...groups.values()].flatMap(group => [headOf(group), ...amountsOf(group[0], verbose, paint)]),
    '',
  ]
}

function headOf(group: readonly Workload[]): string {
  const [first] = group
  if (!first) return ''
  const { title, folder, process, footprint, count } = first
  const where = folder === '' ? '' : ` (${printable(folder)})`
  const more = group.length > 1 ? ` and ${group.length - 1} more` : ''
  return `  ${title}${where}${more}: ${formatGiB(footprint.bytes)} per ${process}, ${footprint.basis}; count from ${printable(count.document.path)}${more}`
}

function amountsOf(workload: Workload | undefined, verbose: boolean, paint: Paint): string[] {
  const amounts = workload ? [...workload.footprint.amounts, ...workload.base] : []
  if (!verbose && amounts.length > MANY)
    return [paint('dim', `    the sum of ${amounts.length} amounts; --verbose lists them`)]
  return amounts.map(({ bytes, what, evidence, source }) =>
    paint('dim', `    ${formatGiB(bytes)}  ${printable(what)} (${evidence}: ${printable(source)})`),
  )
}

const MANY = 8
