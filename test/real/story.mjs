import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Hands a folder of its own to what is told, and removes it afterwards. The exit code of the process says
 * whether every check held.
 *
 * @param {(folder: string, check: (claim: string, holds: boolean, detail?: string) => void) => Promise<void> | void} tell
 */
export async function story(tell) {
  const folder = mkdtempSync(join(tmpdir(), 'memlint-story-'))
  const failed = []
  try {
    await tell(folder, (claim, holds, detail = '') => {
      console.log(`${holds ? 'ok  ' : 'FAIL'} ${claim}`)
      if (holds) return
      failed.push(claim)
      if (detail) console.log(detail.replace(/^/gm, '     '))
    })
  } catch (error) {
    console.log(`FAIL ${error.stack}`)
    failed.push(error.message)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  process.exitCode = failed.length === 0 ? 0 : 1
}
