import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * An environment with nothing of this machine's own cargo settings, so that what is measured is what the files say.
 * Its CARGO_HOME says what cargo takes by itself on a machine with so many cpus, which every project may override.
 *
 * @param {string} home a folder to make
 * @param {number} cpus
 */
export function cargoEnvironment(home, cpus) {
  mkdirSync(home, { recursive: true })
  const config = `[build]\njobs = ${cpus}\n\n[env]\nRUST_TEST_THREADS = "${cpus}"\n`
  writeFileSync(join(home, 'config.toml'), config)
  const kept = Object.entries(process.env).filter(([name]) => !/^(CARGO|RUSTFLAGS|RUSTC|RUST_)/.test(name))
  return { ...Object.fromEntries(kept), CARGO_HOME: home, CARGO_TERM_COLOR: 'never' }
}
