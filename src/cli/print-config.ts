import { type ConfigLine, explainConfig } from '../project/config/explain.ts'
import type { LoadedConfig } from '../project/config/load.ts'
import { jsonText } from '../report/json-text.ts'
import { printable } from '../report/style.ts'

/** The effective configuration, each value with where it comes from. */
export function printedConfigs(loaded: readonly LoadedConfig[], format: string): string {
  const configs = loaded.map(each => ({ file: each.file ?? null, lines: explainConfig(each) }))
  if (format === 'json') return jsonText({ version: 1, configs })
  return configs
    .map(
      ({ file, lines }) => `# ${printable(file ?? 'no configuration file: defaults')}\n${aligned(lines)}\n`,
    )
    .join('\n')
}

function aligned(lines: readonly ConfigLine[]): string {
  const widths = [
    Math.max(...lines.map(line => line.key.length)),
    Math.max(...lines.map(line => line.value.length)),
  ]
  return lines
    .map(({ key, value, from }) =>
      printable(`${key.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  (${from})`),
    )
    .join('\n')
}
