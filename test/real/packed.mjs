import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './git-repository.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The package as it would be published, of what is built.
 *
 * @param {string} folder where it is put
 * @returns {string} path of the tarball
 */
export function packed(folder) {
  npm(ROOT, 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder)
  return join(
    folder,
    readdirSync(folder).find(name => /^memlint-.*\.tgz$/.test(name)),
  )
}

/** Runs npm in a folder. Throws when it fails. */
export function npm(folder, ...args) {
  const { status, output } = run('npm', args, folder, { npm_config_audit: 'false', npm_config_fund: 'false' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} exited ${status}:\n${output}`)
  return output
}
