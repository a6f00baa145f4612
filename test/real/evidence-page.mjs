import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ENDS, HAZARDS, QUANTITIES } from './effect.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

/** Two runs of the same thing differ by up to this part of their peak memory. */
const NOISE = 0.1
const ECOSYSTEMS = { pytest: 'Python tests', cargo: 'Rust builds' }

/**
 * Everything that is printed of an effect, name by name.
 *
 * @returns {[name: string, text: string][]}
 */
export function rowOf({ effect, before, after }) {
  return effect.shows.map(name => [QUANTITIES[name].name, described(name, before[name], after[name])])
}

/** docs/evidence.md: every effect, and the tools and the machine it was seen with. */
export function evidencePage(results) {
  return `# What the fixes are worth

Small repositories, run with the real tools before and after a fix. This page is what \`npm run evidence\` printed on
${new Date().toISOString().slice(0, 10)}; \`npm run test:real\` runs the same and holds every claim of the last column.

${machine()}

**Peak memory** is the largest sum of the proportional set sizes of all processes of a run, sampled while it ran: pages that
several processes share count once. The repositories are small, so that all of them run in a few minutes, and most of a
compiler's memory does not depend on what it compiles: look at the direction, and at the rules' own pages for what large
projects take. Most runs were made once. Wall time is shown and never claimed: the machine may have had other work.
Workers, loads and processes of Python are counted, compilers are the most seen in one sample. Models are stand-ins that
take 60 MiB.

**Fixed by** memlint means that its own fix was applied, with \`--fix --unsafe-fixes\`; by hand, that the rule says what
to do and leaves it to the author.
${Object.entries(ECOSYSTEMS)
  .map(([ecosystem, title]) => section(title, ofEcosystem(results, ecosystem)))
  .join('')}`
}

function ofEcosystem(results, ecosystem) {
  return results.filter(({ effect }) => effect.rule.startsWith(`${ecosystem}/`))
}

function section(title, results) {
  const rows = results.map(result => `| ${cells(result).join(' | ')} |\n`)
  return `
## ${title}

| rule | what changes | fixed by | before → after | holds in every run |
|---|---|---|---|---|
${rows.join('')}`
}

function cells({ effect, missing, ...runs }) {
  const { rule, change, fixedBy, claims, ends = 'passes', hazard = 'goes' } = effect
  const who = fixedBy === 'hand' ? 'hand' : 'memlint'
  if (missing) return [linked(rule), change, who, `not run: ${missing}`, '']
  const measured = rowOf({ effect, ...runs }).map(([name, text]) => `${name} ${text}`)
  const held = [HAZARDS[hazard], ENDS[ends], ...claims].map(claim => claim.text)
  return [linked(rule), change, who, measured.join('<br>'), held.join('<br>')]
}

function linked(rule) {
  const page = `rules/${rule}.md`
  const exists = existsSync(fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)))
  return exists ? `[${rule}](${page})` : rule
}

function described(name, before, after) {
  const { format } = QUANTITIES[name]
  const text = `${format(before)} → ${format(after)}`
  if (name !== 'peakBytes') return text
  const difference = after / before - 1
  if (Math.abs(difference) < NOISE) return `${text} (not visible at this size)`
  return `${text} (${difference < 0 ? '−' : '+'}${Math.abs(difference * 100).toFixed(0)} %)`
}

function machine() {
  const python = virtualEnvironment([])
  const packages = execFileSync(python, ['-c', VERSIONS], { encoding: 'utf8' }).trim()
  const memory = (totalmem() / 1024 ** 3).toFixed(0)
  return [
    `- machine: ${availableParallelism()} cpus, ${memory} GiB, Linux ${release()}`,
    `- Python: ${packages}`,
    `- Rust: ${firstLine('rustc')}, ${firstLine('cargo')}, ${firstLine('ld')}`,
  ].join('\n')
}

const VERSIONS = `
import platform
from importlib.metadata import version
names = ("pytest", "pytest-xdist", "execnet")
print(", ".join([platform.python_version(), *(f"{name} {version(name)}" for name in names)]))
`

function firstLine(command) {
  return execFileSync(command, ['--version'], { encoding: 'utf8' }).split('\n')[0]
}
