import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Hands a copy of an incident's repository to `story`, and removes it afterwards. The exit code of the
 * process says whether every check held.
 *
 * @param {string} name a folder of fixtures
 * @param {(folder: string, check: (claim: string, holds: boolean, detail?: string) => void) => Promise<void>} story
 */
export async function incident(name, story) {
  const work = mkdtempSync(join(tmpdir(), 'memlint-incident-'))
  const folder = join(work, name)
  const failed = []
  try {
    cpSync(join(ROOT, 'fixtures', name), folder, { recursive: true })
    await story(folder, (claim, holds, detail = '') => {
      console.log(`${holds ? 'ok  ' : 'FAIL'} ${claim}`)
      if (holds) return
      failed.push(claim)
      if (detail) console.log(detail.replace(/^/gm, '     '))
    })
  } catch (error) {
    console.log(`FAIL ${error.message}`)
    failed.push(error.message)
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 3 })
  }
  process.exitCode = failed.length === 0 ? 0 : 1
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
