import { formatGiB } from '../model/bytes.ts'
import { capacityOf, type Host, type HostAdvice, type Measured } from '../model/host.ts'
import type { Budget } from '../model/plan.ts'
import { jsonText } from './json-text.ts'
import { painter, printable } from './style.ts'

export interface HostSheet {
  readonly host: Host
  readonly budget: Budget
  readonly advice: readonly HostAdvice[]
}

/** Every figure of a machine with its source, what is reserved and why, and what would help. */
export function hostSheets(sheets: readonly HostSheet[], options: { readonly color: boolean }): string {
  const paint = painter(options.color)
  const blocks = sheets.flatMap(({ host, budget, advice }) => [
    `${paint('bold', printable(host.name))} (${host.kind}: ${printable(host.kindSource)})`,
    ...figuresOf(host).map(
      ([name, figure, source]) =>
        `  ${name.padEnd(15)} ${figure.padEnd(10)} ${paint('dim', printable(source))}`,
    ),
    '',
    ...budget.because.map(line => `  ${printable(line)}`),
    `  available to tests and builds: ${paint('bold', formatGiB(budget.available, 'down'))}`,
    '',
    ...advice.flatMap(each => [
      paint('bold', printable(each.title)),
      `  ${printable(each.why)}`,
      ...each.because.map(line => `  ${paint('dim', `because ${printable(line)}`)}`),
      ...each.commands.map(line => `    ${printable(line)}`),
      '',
    ]),
  ])
  return `${[...blocks, paint('dim', 'memlint changes nothing on this machine: these are for you to run.')].join('\n')}\n`
}

/** The same as data. */
export function hostSheetsJson(sheets: readonly HostSheet[], version: string): string {
  return jsonText({ version: 1, memlint: version, hosts: sheets })
}

function figuresOf(host: Host): [string, string, string][] {
  const capacity = capacityOf(host)
  const amount = ({ value, source }: Measured<number>): [string, string] => [formatGiB(value), source]
  const count = ({ value, source }: Measured<number>): [string, string] => [String(value), source]
  return [
    ['memory', ...amount(host.memory)],
    ...host.limits.map((limit): [string, string, string] => ['limit', ...amount(limit)]),
    ...(host.limits.length > 0 ? [['capacity', ...amount(capacity)] as [string, string, string]] : []),
    ['cpus', ...count(host.cpus)],
    ['physical cores', ...count(host.physicalCpus)],
    ...(host.cpuQuota ? [['cpu quota', ...count(host.cpuQuota)] as [string, string, string]] : []),
    ...(host.swap ? [['swap', ...amount(host.swap)] as [string, string, string]] : []),
  ]
}
