import type { FileOp } from '../../model/fix.ts'
import type { Proposal } from '../../model/proposal.ts'
import { isTable, type Place, type Value } from '../../model/value.ts'
import { dependsOn, mentionsMemlint, type Surroundings } from '../surroundings.ts'
import type { SetUp } from './hook.ts'

/** Every file: memlint knows best which of them matter, and accepts the others at once. */
const GLOB = '*'
const COMMAND = 'memlint --fix'
const BESIDE =
  'lint-staged starts the commands of different globs at once: where another one writes TOML, JSON or the like, put both into one list'

/** Where lint-staged looks for data, in its order. */
const DATA = ['.lintstagedrc', '.lintstagedrc.json', '.lintstagedrc.yaml', '.lintstagedrc.yml']
const CODE = /^(\.lintstagedrc|lint-staged\.config)\.[cm]?[jt]s$/

/** An entry of lint-staged's configuration, wherever that is. */
export function lintStaged(around: Surroundings): Proposal | SetUp | undefined {
  const { sources, manifest } = around
  if (manifest?.['lint-staged'] !== undefined) return entryIn('package.json', ['lint-staged'], around)
  if (isTable(sources.document('package.yaml')?.get(['lint-staged']) ?? undefined))
    return entryIn('package.yaml', ['lint-staged'], around)
  const data = DATA.find(path => sources.has(path))
  if (data) return entryIn(data, [], around)
  const [code] = sources.matching(CODE)
  if (code) return mentionsMemlint(sources.text(code) ?? '') ? 'set up' : lineIn(code)
  return dependsOn(around, 'lint-staged') ? entryIn('package.json', ['lint-staged'], around) : undefined
}

function entryIn(path: string, at: Place, { sources }: Surroundings): Proposal | SetUp {
  const there = sources.document(path)?.get(at)
  if (there !== undefined && mentionsMemlint(written(there))) return 'set up'
  return {
    part: 'hook',
    title: `run ${COMMAND} on the files of a commit, by lint-staged in ${path}`,
    because: [
      'lint-staged is there; it hands memlint what is staged, and stages what was fixed',
      ...(isTable(there) && there[GLOB] === undefined && Object.keys(there).length > 0 ? [BESIDE] : []),
    ],
    ops: [entry(path, [...at, GLOB], isTable(there) ? there[GLOB] : undefined)],
    byHand: [`in the configuration of lint-staged (${path}): "${GLOB}": "${COMMAND}"`],
  }
}

/** Beside the commands that a glob has already. */
function entry(path: string, at: Place, there: Value | undefined): FileOp {
  if (there === undefined) return { path, op: { op: 'insert', at, value: COMMAND } }
  if (Array.isArray(there)) return { path, op: { op: 'insert', at: [...at, there.length], value: COMMAND } }
  return { path, op: { op: 'set', at, value: [there, COMMAND] } }
}

function lineIn(path: string): Proposal {
  return {
    part: 'hook',
    title: `run ${COMMAND} on the files of a commit, by lint-staged in ${path}`,
    because: [`${path} is code, which memlint neither runs nor changes`],
    byHand: [`in ${path}: '${GLOB}': '${COMMAND}',`],
  }
}

function written(value: Value): string {
  return JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item))
}
