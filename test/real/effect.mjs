import { cpSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyFixes, reportOf } from './memlint.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * What a rule's fix is worth with real tools: one small repository, run before and after the fix.
 *
 * @typedef {object} Effect
 * @property {string} rule
 * @property {string} change what the fix does, in the words of its table row (Markdown)
 * @property {boolean} [slow] left out by --quick: others claim what is like it
 * @property {string} repository a folder of fixtures/effects: `before/` is the repository, `after/` holds the files
 *   that a fix by hand changes
 * @property {'memlint' | 'hand'} fixedBy who makes "after": memlint's own fix through the built command line, or
 *   the files in `after/`, as the rule tells its reader to write them
 * @property {'goes' | 'stays'} [hazard] whether memlint still finds it after: not, which is the default; or it does, since
 *   what is done instead of the fix is no remedy
 * @property {string[]} [removed] files that a fix by hand takes away
 * @property {(folder: string) => void} [prepare] writes what is generated, before anything is fixed
 * @property {(folder: string) => Promise<Measured>} run
 * @property {(keyof typeof QUANTITIES)[]} shows what is printed of a run
 * @property {'passes' | 'fails' | 'refused'} [ends] the run passes before and after, which is the default; fails before
 *   and after; or is refused before and passes after
 * @property {Claim[]} claims what must hold on every machine; what is within the noise is shown and not claimed
 * @property {() => string | undefined} [missing] says what this machine lacks for this effect; where nothing is missing,
 *   undefined
 *
 * @typedef {Partial<Record<keyof typeof QUANTITIES, number>> & { output: string }} Measured
 * @typedef {Measured & { findings: number }} Compared with how often memlint found the hazard before the run
 *
 * @typedef {object} Claim
 * @property {string} text
 * @property {(before: Compared, after: Compared) => boolean} holds
 */

/** What is compared, each with its name in the table and how it is written there. */
export const QUANTITIES = {
  peakBytes: { name: 'peak memory', format: inMiB },
  seconds: { name: 'wall time', format: seconds => `${seconds.toFixed(1)} s` },
  exitCode: { name: 'exit code', format: String },
  pytestProcesses: { name: 'pytest processes', format: String },
  workers: { name: 'workers started', format: String },
  poolProcesses: { name: 'pool processes', format: String },
  loads: { name: 'loads', format: String },
  keptBytes: { name: 'left on disk', format: inMiB },
  targetBytes: { name: 'target folder', format: inMiB },
  linkerBytes: { name: 'linkers alone', format: inMiB },
  compilers: { name: 'compilers at once', format: String },
  jobs: { name: 'jobs told to build scripts', format: String },
  warnings: { name: "cargo's warnings", format: String },
}

/**
 * What memlint found and what a run took, before and after.
 *
 * @param {Effect} effect
 * @returns {Promise<{ before: Compared, after: Compared }>}
 * @throws {Error} when the fix cannot be made or a run was ended early
 */
export async function compare(effect) {
  const work = mkdtempSync(join(tmpdir(), 'memlint-effect-'))
  try {
    const before = repository(effect, join(work, 'before'))
    const after = repository(effect, join(work, 'after'))
    if (effect.fixedBy === 'memlint') applyFixes(after, [effect.rule])
    else fixByHand(effect, after)
    return { before: await compared(effect, before), after: await compared(effect, after) }
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function compared({ rule, run }, folder) {
  // First: a run leaves files behind.
  const findings = reportOf(folder, [rule]).findings.length
  return { ...(await run(folder)), findings }
}

/** Claims that a quantity falls at least to this part of what it was. */
export function fallsTo(quantity, part) {
  return {
    text: `${QUANTITIES[quantity].name} falls to ${Math.round(part * 100)} % or less`,
    holds: (before, after) => after[quantity] <= before[quantity] * part,
  }
}

/** Claims that a quantity is exactly this before and after. */
export function changes(quantity, from, to) {
  return {
    text: `${QUANTITIES[quantity].name}: ${from} before, ${to} after`,
    holds: (before, after) => before[quantity] === from && after[quantity] === to,
  }
}

/** For what is counted in samples, which may miss some: a bound that holds after, and did not before. */
export function fallsBelow(quantity, bound) {
  return {
    text: `${QUANTITIES[quantity].name}: more than ${bound} before, at most ${bound} after`,
    holds: (before, after) => before[quantity] > bound && after[quantity] <= bound,
  }
}

/** Claims that a fix which is often advised does not bring a quantity down to this. */
export function staysAbove(quantity, value) {
  return {
    text: `${QUANTITIES[quantity].name}: more than ${value} before and after`,
    holds: (before, after) => before[quantity] > value && after[quantity] > value,
  }
}

/** How the runs of an effect end, as claims. */
export const ENDS = {
  passes: {
    text: 'passes before and after',
    holds: (before, after) => before.exitCode === 0 && after.exitCode === 0,
  },
  fails: {
    text: 'fails before and after',
    holds: (before, after) => before.exitCode === 1 && after.exitCode === 1,
  },
  refused: {
    text: 'is refused before, passes after',
    holds: (before, after) => before.exitCode > 1 && after.exitCode === 0,
  },
}

/** What becomes of the hazard, as claims. */
export const HAZARDS = {
  goes: {
    text: 'memlint finds the hazard before, and nothing after',
    holds: (before, after) => before.findings > 0 && after.findings === 0,
  },
  stays: {
    text: 'memlint finds the hazard before and after',
    holds: (before, after) => before.findings > 0 && after.findings > 0,
  },
}

/** The bytes of the files in a folder. Links are not followed, and a file with two names counts once. */
export function bytesIn(folder) {
  const sizes = new Map()
  for (const path of filesIn(folder)) {
    const { ino, size } = lstatSync(path)
    sizes.set(ino, size)
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return entry.isFile() ? [path] : []
  })
}

function repository(effect, folder) {
  cpSync(fixture(effect, 'before'), folder, { recursive: true })
  effect.prepare?.(folder)
  return folder
}

function fixByHand(effect, folder) {
  for (const path of effect.removed ?? []) rmSync(join(folder, path))
  cpSync(fixture(effect, 'after'), folder, { recursive: true })
}

function fixture({ repository }, name) {
  return join(ROOT, 'fixtures', 'effects', repository, name)
}

function inMiB(bytes) {
  return `${(bytes / 1024 ** 2).toFixed(0)} MiB`
}
