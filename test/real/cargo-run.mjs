import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cargoEnvironment } from './cargo-environment.mjs'
import { bytesIn } from './effect.mjs'
import { measure } from './process-tree.mjs'

const LINKERS = ['ld', 'ld.bfd', 'rust-lld', 'ld.lld']

/**
 * A run of cargo in a repository, with nothing but what its files say.
 *
 * @param {string[]} args
 * @param {{ cpus?: number, first?: string[], times?: number, env?: Record<string, string>, limitSeconds?: number }} [options] `cpus` is
 *   what cargo is told that the machine has; `first` is a command of cargo that is run before what is measured; `times` how
 *   often that is run, for what does its work again each time: the sampler may miss the peak of short processes
 * @returns {(folder: string) => Promise<import('./effect.mjs').Measured>}
 */
export function cargo(args, { cpus = 8, first, times = 1, env = {}, limitSeconds = 120 } = {}) {
  return async folder => {
    const options = {
      cwd: folder,
      env: { ...cargoEnvironment(`${folder}.cargo-home`, cpus), ...env },
      limitSeconds,
    }
    if (first) await run(first, options)
    const runs = []
    for (let index = 0; index < times; index++) runs.push(await run(args, options))
    const most = of => Math.max(...runs.map(of))
    return {
      output: runs.map(result => result.output).join(''),
      exitCode: most(result => result.code ?? 1),
      seconds: Math.min(...runs.map(result => result.seconds)),
      peakBytes: most(result => result.peakBytes),
      linkerBytes: most(({ peakProgramBytes: bytes }) =>
        Math.max(...LINKERS.map(name => bytes.get(name) ?? 0)),
      ),
      compilers: most(result => result.peakPrograms.get('rustc') ?? 0),
      warnings: most(result => result.stderr.match(/^warning/gm)?.length ?? 0),
      targetBytes: existsSync(join(folder, 'target')) ? bytesIn(join(folder, 'target')) : 0,
      jobs: jobsTold(join(folder, 'target', 'debug', 'build')),
    }
  }
}

/** Why GNU ld cannot be compared with what rustc takes by itself; undefined where it can. */
export function withoutGnuLd() {
  const target = /^host: (.*)$/m.exec(versionOf('rustc', ['-vV']))?.[1]
  if (target !== 'x86_64-unknown-linux-gnu') return `only one linker is known on ${target}`
  return versionOf('ld', ['--version']).startsWith('GNU ld') ? undefined : 'GNU ld is not there'
}

function versionOf(command, args) {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''
}

async function run(args, options) {
  const result = await measure('cargo', [...args, '--offline'], options)
  if (result.stopped) throw new Error(`cargo ${args.join(' ')} ${result.stopped}\n${result.output}`)
  return result
}

/** The number of jobs that cargo told a build script which prints it; 0 where there is none. */
function jobsTold(scripts) {
  if (!existsSync(scripts)) return 0
  const outputs = readdirSync(scripts)
    .map(name => join(scripts, name, 'output'))
    .filter(existsSync)
  return Number(/(\d+) jobs/.exec(outputs.map(path => readFileSync(path, 'utf8')).join('\n'))?.[1] ?? 0)
}
