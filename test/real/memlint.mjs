import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const LIMIT_MS = 60 * 1000

/**
 * Applies every fix with the built command line, or those of some rules. Prints the arithmetic and what was changed.
 *
 * @param {string} folder
 * @param {string[]} [rules] all of them by default
 * @returns {object} the JSON report of what was found before
 * @throws {Error} when memlint could not do its job, or changed nothing
 */
export function applyFixes(folder, rules = []) {
  const report = reportOf(folder, rules)
  for (const { rule, file, line, severity, message } of report.findings)
    console.log(`  ${file}:${line} ${severity} ${rule}: ${message}`)
  const check = checkOf(rules)
  const diff = memlint(folder, [...check, '--diff', '--unsafe-fixes', '--quiet']).trimEnd()
  console.log(diff)
  if (!/^\+\+\+ /m.test(diff)) throw new Error('memlint has no fix to apply')
  memlint(folder, [...check, '--fix', '--unsafe-fixes'])
  return report
}

/**
 * What the built command line finds.
 *
 * @param {string} folder
 * @param {string[]} [rules] all of them by default
 * @returns {object} the JSON report
 */
export function reportOf(folder, rules = []) {
  return JSON.parse(memlint(folder, [...checkOf(rules), '--format', 'json']))
}

function checkOf(rules) {
  return ['check', '--exit-zero', ...rules.flatMap(rule => ['--select', rule])]
}

/**
 * Runs the built command line.
 *
 * @param {string} folder
 * @param {string[]} args
 * @returns {string} what it said on standard output
 * @throws {Error} when it exits with anything but 0
 */
export function memlint(folder, args) {
  if (!existsSync(CLI)) throw new Error('dist/cli.cjs is not there: npm run build')
  const result = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (result.status !== 0)
    throw new Error(`memlint ${args.join(' ')} exited ${result.status}:\n${result.stdout}${result.stderr}`)
  return result.stdout
}
