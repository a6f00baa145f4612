// The licences of what is bundled, which must go along with it. Anything else than these, or a package without the text
// of its licence, stops the build.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ALLOWED = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'])

/**
 * @param {string} root the folder with node_modules
 * @param {Iterable<string>} files everything that is bundled, relative to the root
 * @returns {string} one section for each package
 * @throws {Error} when a package may not be bundled
 */
export function noticesOf(root, files) {
  const packages = new Set([...files].flatMap(file => packageOf(file) ?? []))
  const sections = [...packages].sort().map(name => noticeOf(join(root, 'node_modules', name)))
  return `memlint contains parts of these packages.\n\n${sections.join('\n')}`
}

/** `yargs` of `node_modules/yargs/build/index.js`; undefined of memlint's own files. */
function packageOf(file) {
  return /^node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!ALLOWED.has(license)) throw new Error(`${name} has the licence ${license}: it may not be bundled`)
  const files = readdirSync(folder).filter(each => /^(licen[cs]e|notice)/i.test(each))
  if (files.length === 0) throw new Error(`${name} has no text of its licence: it may not be bundled`)
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  return `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`
}
