import { type Bytes, formatGiB } from '../../model/bytes.ts'
import type { Config, ConfiguredHost, ConfiguredReserve, FootprintSetting } from '../../model/config.ts'
import type { LoadedConfig } from './load.ts'
import type { At } from './plain.ts'

/** One effective value and where it comes from: `default`, or `memlint.config.json:12`. */
export interface ConfigLine {
  /** `share`, `rules["pytest/heavy-import"]` */
  readonly key: string
  readonly value: string
  readonly from: string
}

/** Everything that is in effect, in the order of the documentation. */
export function explainConfig(loaded: LoadedConfig): ConfigLine[] {
  const { config } = loaded
  const line = (at: At, value: string): ConfigLine => ({
    key: at.map((step, index) => (index === 0 ? step : `[${JSON.stringify(step)}]`)).join(''),
    value,
    from: loaded.written.has(String(at[0])) ? loaded.where(at) : 'default',
  })
  const lines = <T>(name: string, entries: Readonly<Record<string, T>>, show: (value: T) => string) =>
    none(Object.entries(entries).map(([key, value]) => line([name, key], show(value)))) ?? [
      line([name], 'none'),
    ]
  const list = (name: string, values: readonly string[], otherwise: string) =>
    none(values.map((value, index) => line([name, index], value))) ?? [line([name], otherwise)]

  return [
    ...hostLines(config, line),
    ...lines('reserve', config.reserve, showReserve),
    line(['share'], String(config.share)),
    line(['overlap'], String(config.overlap)),
    line(
      ['resident'],
      config.resident === undefined ? 'worked out from the repository' : show(config.resident),
    ),
    ...lines('footprints', config.footprints, showFootprint),
    ...lines('heavyConstructors', config.heavyConstructors, show),
    ...lines('rules', config.rules, value => value),
    ...list(
      'ignore',
      config.ignore.map(({ rule, file, reason }) => `${rule}${file ? ` in ${file}` : ''}: ${reason}`),
      'none',
    ),
    ...list('include', config.include, 'every file that a tool reads'),
    ...list('exclude', config.exclude, 'none'),
    line(['failOn'], config.failOn),
    ...list(
      'overrides',
      config.overrides.map(({ files, rules, footprints }) =>
        [files.join(', '), ...entries(rules, value => value), ...entries(footprints, showFootprint)].join(
          '; ',
        ),
      ),
      'none',
    ),
  ]
}

function hostLines({ hosts }: Config, line: (at: At, value: string) => ConfigLine): ConfigLine[] {
  const isList = hosts.every(host => 'preset' in host && host.preset === host.name)
  return (
    none(hosts.map((host, index) => line(['hosts', isList ? index : host.name], showHost(host)))) ?? [
      line(['hosts'], 'this machine'),
    ]
  )
}

/** Undefined for an empty list, so that a default can take its place. */
function none<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}

function entries<T>(table: Readonly<Record<string, T>>, show: (value: T) => string): string[] {
  return Object.entries(table).map(([key, value]) => `${key} ${show(value)}`)
}

function show(bytes: Bytes): string {
  return formatGiB(bytes)
}

function showHost(host: ConfiguredHost): string {
  if ('preset' in host) return `preset ${host.preset}`
  const cores = host.physicalCpus === undefined ? '' : ` (${host.physicalCpus} physical)`
  const swap = host.swap === undefined ? '' : `, swap ${show(host.swap)}`
  return `${host.kind ?? 'workstation'}, ${show(host.memory)}, ${host.cpus} cpus${cores}${swap}`
}

function showReserve(reserve: ConfiguredReserve): string {
  return 'bytes' in reserve ? show(reserve.bytes) : `${Math.round(reserve.part * 1000) / 10} %`
}

function showFootprint({ perProcess, base, measured }: FootprintSetting): string {
  const once = base === undefined ? '' : `, ${show(base)} once`
  return `${show(perProcess)} per process${once}${measured ? ` (measured: ${measured})` : ''}`
}
