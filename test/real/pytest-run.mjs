import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bytesIn } from './effect.mjs'
import { measure } from './process-tree.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
/** Modules that stand in for large libraries: the same calls, and a known amount of memory. */
const STAND_INS = join(HERE, 'stand-ins')
/** All what incident-python.mjs needs anyway. */
const PACKAGES = ['pytest', 'pytest-xdist', 'psutil']

/**
 * A run of a repository's tests with nothing but what its files say. What workers make and start is noted by
 * the plugins beside this file, so that it is counted and not sampled.
 *
 * @param {{ cpus?: number, times?: number, limitSeconds?: number }} [options] `cpus` is what Python and
 *   pytest-xdist are told that the machine has; `times`: how often pytest is run
 * @returns {(folder: string) => Promise<import('./effect.mjs').Measured>}
 */
export function pytest({ cpus = 4, times = 1, limitSeconds = 60 } = {}) {
  return async folder => {
    const python = virtualEnvironment(PACKAGES)
    const notes = `${folder}.notes`
    const kept = `${folder}.kept`
    writeFileSync(notes, '')
    mkdirSync(kept)
    const runs = []
    for (let index = 0; index < times; index++) {
      const run = await measure(python, ['-m', 'pytest', '-q'], {
        cwd: folder,
        env: environment({ notes, kept, cpus }),
        limitSeconds,
      })
      if (run.stopped) throw new Error(`pytest ${run.stopped}\n${run.output}`)
      runs.push(run)
    }
    const noted = readFileSync(notes, 'utf8').split('\n')
    const count = what => noted.filter(line => line === what).length
    return {
      output: runs.map(run => run.output).join(''),
      exitCode: Math.max(...runs.map(run => run.code ?? 1)),
      seconds: runs.reduce((sum, run) => sum + run.seconds, 0),
      peakBytes: Math.max(...runs.map(run => run.peakBytes)),
      pytestProcesses: count('pytest'),
      workers: count('worker'),
      poolProcesses: count('pool'),
      loads: count('load'),
      keptBytes: bytesIn(kept),
    }
  }
}

function environment({ notes, kept, cpus }) {
  const { PYTEST_ADDOPTS: _, ...own } = process.env
  return {
    ...own,
    PYTEST_DEBUG_TEMPROOT: kept,
    PYTEST_XDIST_AUTO_NUM_WORKERS: String(cpus),
    PYTEST_PLUGINS: 'effect_notes',
    PYTHONPATH: [HERE, STAND_INS].join(delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
    MEMLINT_NOTES: notes,
    MEMLINT_CPUS: String(cpus),
  }
}
