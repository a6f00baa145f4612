import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installSystemPackages } from './system-packages.mjs'

const CHROMIUM = '/usr/bin/chromium'
const PACKAGES = { 'playwright-core': '^1.65.1', 'axe-core': '^4.14.1' }

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What is installed is used again. */
export const SCRATCH = join(tmpdir(), 'memlint-browser')

/**
 * Chromium by way of playwright-core with a new profile, and the text of axe-core. What is missing is installed: the
 * browser by apt, the packages by npm.
 *
 * @returns {Promise<{ chromium: object, axe: string }>} `chromium` is playwright's browser, which is to be closed
 * @throws {Error} when the browser or a package is not to be had
 */
export async function openBrowser() {
  if (!existsSync(CHROMIUM)) installSystemPackages('chromium')
  const require = packages()
  const chromium = await require('playwright-core').chromium.launch({
    executablePath: CHROMIUM,
    args: ARGUMENTS,
  })
  return { chromium, axe: require('axe-core').source }
}

/** `require` of a folder that has the packages. */
function packages() {
  mkdirSync(SCRATCH, { recursive: true })
  const require = createRequire(join(SCRATCH, 'package.json'))
  if (Object.keys(PACKAGES).every(name => existsSync(join(SCRATCH, 'node_modules', name)))) return require
  writeFileSync(join(SCRATCH, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'], {
    cwd: SCRATCH,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return require
}
