import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Installs packages of Debian, one script after the other where several run at once. Throws when they are not to be had.
 *
 * @param {...string} packages names that apt knows
 */
export function installSystemPackages(...packages) {
  const lock = join(tmpdir(), 'memlint-apt.lock')
  const script = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"'
  execFileSync('flock', [lock, 'sh', '-c', script, '--', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
