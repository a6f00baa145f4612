import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cli } from '../../src/cli/cli.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { readTree } from '../../src/testing/fixture.ts'

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'memlint-cli-')))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** A machine on which `-n auto` of three GiB each is too much: 4 workers fit. */
export const CONFIG = {
  hosts: { small: { memory: '16GiB', cpus: 8, kind: 'workstation' } },
  footprints: { 'pytest/workers': { perProcess: '3GiB' } },
}

/** One error with a safe fix, and nothing else. */
export const HUNGRY = {
  'pytest.ini': '[pytest]\n# all cpus\naddopts = -n auto\n',
  'requirements.txt': 'pytest\npytest-xdist\n',
  'memlint.config.json': JSON.stringify(CONFIG),
}
export const FIXED = '[pytest]\n# all cpus\naddopts = -n auto --maxprocesses=4\n'

/** A folder with these files, which is gone when the tests end. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(scratch, 'project-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

export function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(readTree(folder))
}

/** Runs one command line in a folder, with a terminal of paper. */
export async function memlint(
  cwd: string,
  args: readonly string[],
  more: Partial<Terminal> & { stdin?: string } = {},
) {
  const { stdin = '', ...terminal } = more
  const said = { out: '', err: '' }
  const code = await cli(args, {
    cwd,
    env: {},
    interactive: false,
    errColumns: undefined,
    out: text => {
      said.out += text
    },
    err: text => {
      said.err += text
    },
    readStdin: () => stdin,
    writeFile: (path, text) => writeFileSync(path, text),
    ask: async () => undefined,
    ...terminal,
  })
  return { code, ...said }
}
