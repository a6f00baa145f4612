import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const LIMIT_MS = 4 * 60 * 1000

/** Nobody's own configuration of git, and somebody who commits. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...{ GIT_AUTHOR_NAME: 'memlint', GIT_AUTHOR_EMAIL: 'memlint@example.invalid' },
  ...{ GIT_COMMITTER_NAME: 'memlint', GIT_COMMITTER_EMAIL: 'memlint@example.invalid' },
}

/**
 * A new repository in which some files are committed.
 *
 * @param {string} folder
 * @param {Record<string, string>} files by path
 */
export function gitRepository(folder, files = {}) {
  mkdirSync(folder, { recursive: true })
  const repository = {
    folder,
    /** Runs any program there; both its streams are `output`. */
    run: (command, args, env = {}) => run(command, args, folder, env),
    /** What git prints. Throws when it fails. */
    git(...args) {
      const { status, output } = run('git', args, folder)
      if (status !== 0) throw new Error(`git ${args.join(' ')} exited ${status}:\n${output}`)
      return output
    },
    write(written) {
      for (const [path, text] of Object.entries(written)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
    },
    read: path => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined),
    /** A file of the last commit. */
    committed: path => repository.git('show', `HEAD:${path}`),
  }
  repository.git('init', '--quiet')
  repository.write(files)
  repository.git('add', '--all')
  repository.git('commit', '--quiet', '--allow-empty', '--message', 'before')
  return repository
}

/** @returns {{ status: number | null, output: string, seconds: number }} */
export function run(command, args, cwd, env = {}) {
  const started = performance.now()
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...GIT_ENV, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    timeout: LIMIT_MS,
  })
  if (result.error) throw new Error(`${command} cannot be run: ${result.error.message}`)
  const seconds = (performance.now() - started) / 1000
  return { status: result.status, output: result.stdout + result.stderr, seconds }
}
