// The Rust incident with real cargo: warnings, jobs, tests and peak memory before and after the fixes.
//
//   node test/real/incident-rust.mjs
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cargoEnvironment } from './cargo-environment.mjs'
import { incident, printTable, written } from './incident.mjs'
import { applyFixes } from './memlint.mjs'
import { measure } from './process-tree.mjs'

/** What cargo takes by itself on the incident's machine. */
const CPUS = 8
const LIMIT_SECONDS = 120
/** The sampler may miss a moment; three builds make it unlikely that it misses every peak. */
const BUILDS = 3

await incident('incidents/rust', async (folder, check) => {
  const env = cargoEnvironment(join(folder, '..', 'cargo-home'), CPUS)
  const context = { folder, env, check }
  console.log(
    `build.jobs = ${CPUS} in CARGO_HOME, which every project may override, stands for ${CPUS} cpus in every run`,
  )

  const before = await build(context, 'before')
  check(
    'before: cargo says that it ignores [build] in Cargo.toml',
    /unused manifest key: build/.test(before.stderr),
  )
  check(
    "before: cargo says that it ignores the member's profile",
    /profiles for the non root/.test(before.stderr),
  )
  applyFixes(folder)
  const after = await build(context, 'after')
  printTable([before, after])

  const jobs = Number(written(folder, '.cargo/config.toml', /^jobs = (\d+)$/m))
  check('the written jobs are those of the plan: 9.5 GiB / 2.0 GiB = 4', jobs === 4, `${jobs}`)
  check('after: cargo has no warning', !/^warning/m.test(after.stderr), after.stderr)
  check(
    `before: build scripts are told ${CPUS} jobs, whatever Cargo.toml says`,
    before.jobs === CPUS,
    `${before.jobs}`,
  )
  check('after: build scripts are told the jobs that are written', after.jobs === jobs, `${after.jobs}`)
  check(
    `compilers at once: at most ${jobs} (${before.compilers} before, ${after.compilers} after)`,
    after.compilers <= jobs && before.compilers > jobs,
  )
  check(
    'the same tests have run',
    before.tests.length > 0 && before.tests.join('\n') === after.tests.join('\n'),
  )
  // Of cargo's own: a compiler starts linkers of its own, and whether they meet is chance.
  check(
    `cargo runs fewer processes at once (${before.peakProcesses} before, ${after.peakProcesses} after)`,
    after.peakProcesses <= jobs && before.peakProcesses > jobs,
  )
  check('the peak memory falls', after.peakBytes < before.peakBytes)
})

/** Builds everything from nothing, then runs the tests. */
async function build({ folder, env, check }, name) {
  const builds = []
  for (let index = 0; index < BUILDS; index++) {
    rmSync(join(folder, 'target'), { recursive: true, force: true })
    builds.push(
      await measure('cargo', ['test', '--offline', '--no-run'], {
        cwd: folder,
        env,
        limitSeconds: LIMIT_SECONDS,
      }),
    )
  }
  const failed = builds.find(result => result.code !== 0)
  if (failed) throw new Error(`${name}: cargo does not build: ${failed.stopped ?? failed.output}`)
  const run = await measure('cargo', ['test', '--offline'], { cwd: folder, env, limitSeconds: LIMIT_SECONDS })
  const tests = run.stdout.split('\n').filter(line => /^test .* \.\.\. /.test(line))
  check(`${name}: every test passes (${tests.length})`, run.code === 0, run.stopped ?? run.output)
  return {
    name: `cargo test --no-run ${name}`,
    stderr: builds.map(result => result.stderr).join('') + run.stderr,
    seconds: Math.min(...builds.map(result => result.seconds)),
    peakBytes: Math.max(...builds.map(result => result.peakBytes)),
    peakProcesses: Math.max(...builds.map(result => result.peakStarted)),
    compilers: Math.max(...builds.map(result => result.peakPrograms.get('rustc') ?? 0)),
    jobs: jobsUsed(folder),
    tests: tests.sort(),
  }
}

/** The number of jobs that cargo told the ledger's build script. */
function jobsUsed(folder) {
  const scripts = join(folder, 'target', 'debug', 'build')
  const outputs = readdirSync(scripts)
    .map(name => join(scripts, name, 'output'))
    .map(path => readOutput(path))
  return Number(/, (\d+) jobs$/m.exec(outputs.join('\n'))?.[1])
}

/** The folder of a script's binary has no output. */
function readOutput(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
