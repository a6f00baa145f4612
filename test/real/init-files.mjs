// What `memlint init` writes, read by the tools it is for: the schemas of GitHub, GitLab and memlint itself (check-jsonschema
// carries the first two), pre-commit and husky's shell. And its question, asked on a real terminal.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { incident } from './incident.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CLI = join(ROOT, 'dist/cli.cjs')

/** Types an answer as somebody at a terminal would, and prints the exit code and what was on the screen. */
const TYPE = `
import os, pty, select, sys
answer, node, *args = sys.argv[1:]
pid, screen = pty.fork()
if pid == 0: os.execvp(node, [node, *args])
seen, typed = b"", False
while True:
    if not select.select([screen], [], [], 30)[0]: break
    try: data = os.read(screen, 65536)
    except OSError: break
    if not data: break
    seen += data
    if not typed and b"[y/N]" in seen:
        typed = True
        os.write(screen, answer.encode().decode("unicode_escape").encode())
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
sys.stdout.buffer.write(seen)
`

await incident('init', async (cases, check) => {
  const python = virtualEnvironment(['check-jsonschema', 'pre-commit'])
  const tool = (name, args, cwd) =>
    said(spawnSync(join(dirname(python), name), args, { cwd, encoding: 'utf8' }))

  const written = { github: [], gitlab: [], preCommit: [], config: [] }
  for (const name of readdirSync(cases)) {
    const folder = join(cases, name, 'before')
    if (name === 'pre-commit-refused') continue
    said(spawnSync(process.execPath, [CLI, 'init', '--yes'], { cwd: folder, encoding: 'utf8' }))
    const add = (files, path) => existsSync(join(folder, path)) && files.push(join(folder, path))
    add(written.github, '.github/workflows/memlint.yml')
    add(written.gitlab, '.gitlab-ci.yml')
    add(written.preCommit, '.pre-commit-config.yaml')
    if (existsSync(join(folder, 'memlint.config.json'))) {
      const { $schema } = JSON.parse(readFileSync(join(folder, 'memlint.config.json'), 'utf8'))
      if ($schema) add(written.config, 'memlint.config.json')
    }
  }
  const holds = (what, files, { ok, text }) =>
    check(`${what} (${files.length} files)`, files.length > 1 && ok, text)
  const schema = args => tool('check-jsonschema', args)
  holds(
    "GitHub's schema",
    written.github,
    schema(['--builtin-schema', 'vendor.github-workflows', ...written.github]),
  )
  holds(
    "GitLab's schema",
    written.gitlab,
    schema(['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci', ...written.gitlab]),
  )
  holds(
    "memlint's own schema",
    written.config,
    schema(['--schemafile', join(ROOT, 'memlint.schema.json'), ...written.config]),
  )
  holds('pre-commit', written.preCommit, tool('pre-commit', ['validate-config', ...written.preCommit]))

  const husky = join(cases, 'husky/before/.husky/pre-commit')
  check("a shell reads husky's script", said(spawnSync('sh', ['-n', husky], { encoding: 'utf8' })).ok)

  for (const [answer, isYes] of [
    ['y\\r', true],
    ['\\r', false],
    ['\\x03', false],
    ['\\x04', false],
  ]) {
    const folder = join(dirname(cases), `asked-${Buffer.from(answer).toString('hex')}`)
    mkdirSync(folder)
    cpSync(join(ROOT, 'fixtures/init/github-uv/before'), folder, { recursive: true })
    const { stdout } = spawnSync(python, ['-c', TYPE, answer, process.execPath, CLI, 'init'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const isWritten = existsSync(join(folder, '.github/workflows/memlint.yml'))
    check(
      `${JSON.stringify(answer)} on a terminal ${isYes ? 'writes' : 'writes nothing'}`,
      isWritten === isYes && stdout.startsWith('0\n'),
      stdout,
    )
  }
})

function said({ error, status, stdout, stderr }) {
  if (error) throw error
  return { ok: status === 0, text: stdout + stderr }
}
