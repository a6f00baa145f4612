import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { story } from './story.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Hands a copy of an incident's repository to what is told, as `story` does.
 *
 * @param {string} name a folder of fixtures
 * @param {(folder: string, check: (claim: string, holds: boolean, detail?: string) => void) => Promise<void>} tell
 */
export function incident(name, tell) {
  return story(async (work, check) => {
    const folder = join(work, name)
    cpSync(join(ROOT, 'fixtures', name), folder, { recursive: true })
    await tell(folder, check)
  })
}

/** The part of a file that a pattern's first group matches; an empty text where there is none. */
export function written(folder, path, pattern) {
  const file = join(folder, path)
  if (!existsSync(file)) return ''
  return pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
}

/**
 * Prints what was measured, a line a run.
 *
 * @param {{ name: string, seconds: number, peakBytes: number, peakProcesses: number }[]} runs
 */
export function printTable(runs) {
  console.log(`\n${'run'.padEnd(34)} ${'wall time'.padStart(10)} ${'peak PSS'.padStart(10)} processes`)
  for (const { name, seconds, peakBytes, peakProcesses } of runs) {
    const mebibytes = (peakBytes / 1024 ** 2).toFixed(0)
    console.log(
      `${name.padEnd(34)} ${`${seconds.toFixed(1)} s`.padStart(10)} ${`${mebibytes} MiB`.padStart(10)} ${String(peakProcesses).padStart(9)}`,
    )
  }
  console.log('')
}
