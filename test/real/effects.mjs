// What the fixes are worth: small repositories run with real tools before and after a rule's fix, side by side.
//
//   node test/real/effects.mjs [--write] [--only NAME] [--quick]
//
// --quick leaves out what takes longest, and says so.
// --write also writes docs/evidence.md (`npm run evidence`). Claims are held on every run; what is smaller than the
// noise is shown, never claimed.
import { readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare, ENDS, HAZARDS } from './effect.mjs'
import { evidencePage, rowOf } from './evidence-page.mjs'

const EFFECTS = new URL('effects/', import.meta.url)
const PAGE = fileURLToPath(new URL('../../docs/evidence.md', import.meta.url))
const { values: options } = parseArgs({
  options: { write: { type: 'boolean' }, only: { type: 'string', default: '' }, quick: { type: 'boolean' } },
})

if (options.write && (options.only || options.quick))
  throw new Error('the page holds every effect: --write goes alone')

const results = []
for (const effect of await declared()) results.push(await outcome(effect))
const failed = results.filter(result => result.failures.length > 0)
console.log('')
for (const result of results) console.log(lineOf(result))
console.log(`\n${results.length - failed.length} effects hold, ${failed.length} do not`)
if (options.write && failed.length === 0) writeFileSync(PAGE, evidencePage(results))
process.exitCode = failed.length === 0 ? 0 : 1

/** Every effect, in the order of the files' names. */
async function declared() {
  const files = readdirSync(EFFECTS)
    .filter(name => name.endsWith('.mjs') && name.includes(options.only))
    .sort()
  const modules = await Promise.all(files.map(name => import(new URL(name, EFFECTS).href)))
  return modules.flatMap(module => module.default)
}

async function outcome(effect) {
  console.log(`\n${effect.rule}: ${effect.change}`)
  const missing = effect.missing?.() ?? (options.quick && effect.slow ? 'npm run evidence does' : undefined)
  if (missing) {
    console.log(`  not run: ${missing}`)
    return { effect, missing, failures: [] }
  }
  const started = performance.now()
  try {
    const measured = await compare(effect)
    const failures = broken(effect, measured)
    console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s in all`)
    return { effect, ...measured, failures }
  } catch (error) {
    console.log(`FAIL ${error.message}`)
    return { effect, failures: [error.message] }
  }
}

function lineOf({ effect, missing, failures, ...runs }) {
  const row = runs.before
    ? rowOf({ effect, ...runs }).map(([name, text]) => `${name} ${text}`)
    : [missing ?? '']
  return `${failures.length > 0 ? 'FAIL' : 'ok  '} ${effect.rule.padEnd(32)} ${row.join(', ')}`
}

function broken({ claims, ends = 'passes', hazard = 'goes' }, { before, after }) {
  const failures = []
  for (const { text, holds } of [HAZARDS[hazard], ENDS[ends], ...claims]) {
    const held = holds(before, after)
    console.log(`${held ? 'ok  ' : 'FAIL'} ${text}`)
    if (!held) failures.push(text)
  }
  if (failures.length > 0) console.log(`before:\n${before.output}\nafter:\n${after.output}`)
  return failures
}
