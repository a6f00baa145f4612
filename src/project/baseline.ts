import { basename, dirname, join } from 'node:path'
import { type Accepted, type Baseline, baselineOf } from '../model/baseline.ts'
import { ConfigError } from './config/config-error.ts'
import { statOf } from './paths.ts'
import { readText } from './read.ts'

/** Looked for beside the configuration, or in the project's folder where there is none. */
export const BASELINE_FILE = 'memlint-baseline.json'

/** A baseline and the text it was read from; no text where the file does not exist. */
export interface ReadBaseline {
  readonly baseline: Baseline
  readonly text?: string
}

/** The nearest from a folder upwards to the top of its repository; where it would be, in that folder, when there is none. */
export function nearestBaseline(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, BASELINE_FILE)
    if (statOf(file)) return file
    if (statOf(join(at, '.git')) || dirname(at) === at) return join(folder, BASELINE_FILE)
  }
}

/** Paths in it are relative to its folder. Throws ConfigError when the file is there and no baseline. */
export function readBaseline(file: string): ReadBaseline {
  const result = readText(file)
  if (result.kind === 'missing') return { baseline: new Map() }
  if (result.kind !== 'text') throw complaint(file, 'cannot be read')
  return { baseline: baselineOf(entriesOf(parse(result.text, file), file)), text: result.text }
}

/** The text of a baseline's file: sorted, so that two people's changes meet in few places. */
export function baselineText(baseline: Baseline): string {
  const files = Object.fromEntries([...baseline].map(([file, rules]) => [file, Object.fromEntries(rules)]))
  return `${JSON.stringify({ version: VERSION, files }, null, 2)}\n`
}

const VERSION = 1

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw complaint(file, `is no valid JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}

function entriesOf(data: unknown, file: string): Accepted[] {
  if (!isRecord(data) || data.version !== VERSION || !isRecord(data.files)) {
    throw complaint(file, `is no baseline of version ${VERSION}; \`memlint baseline\` writes it anew`)
  }
  return Object.entries(data.files).flatMap(([path, rules]) => {
    if (!isRecord(rules)) throw complaint(file, `has no rules for ${path}`)
    return Object.entries(rules).map(([rule, count]) => {
      if (typeof count === 'number' && Number.isInteger(count) && count >= 1)
        return { file: path, rule, count }
      throw complaint(file, `has no whole number of at least 1 for ${rule} in ${path}`)
    })
  })
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function complaint(file: string, message: string): ConfigError {
  return new ConfigError([{ file: basename(file), message }])
}
