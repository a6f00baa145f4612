import { dirname, join, relative } from 'node:path'
import { openIn } from '../engine/baseline.ts'
import { type Accepted, acceptedIn, type Baseline, baselineOf, countIn } from '../model/baseline.ts'
import { meaningOf } from '../model/rule-names.ts'
import {
  BASELINE_FILE,
  baselineText,
  nearestBaseline,
  type ReadBaseline,
  readBaseline,
} from '../project/baseline.ts'
import type { Catalog } from './catalog.ts'
import type { Project } from './session.ts'
import { slashed, type Target } from './targets.ts'

/** The baseline that a project has, or could have. */
export interface ProjectBaseline extends ReadBaseline {
  /** Absolute; it need not exist. */
  readonly file: string
  /** The project's root relative to the file's folder; `` where they are the same. */
  readonly prefix: string
}

/** Beside the configuration; without one, the nearest upwards, so that a part of a repository has that of the whole. */
export function baselineFor(
  { root }: Target,
  configFolder: string | undefined,
  catalog: Catalog,
): ProjectBaseline {
  const file = configFolder === undefined ? nearestBaseline(root) : join(configFolder, BASELINE_FILE)
  const { baseline, ...read } = readBaseline(file)
  const prefix = slashed(relative(dirname(file), root))
  return { ...read, baseline: withPresentNames(baseline, catalog), file, prefix }
}

/** A rule that was renamed is accepted by its old name too. */
function withPresentNames(baseline: Baseline, { ids, retired }: Catalog): Baseline {
  const renamed = acceptedIn(baseline).map(each => {
    const meaning = meaningOf(each.rule, ids, retired)
    return meaning.kind === 'renamed' ? { ...each, rule: meaning.id } : each
  })
  return baselineOf(renamed)
}

/** What of a baseline is about its project, by paths relative to the project's root. */
export function ownPart({ baseline, prefix }: ProjectBaseline): Baseline {
  const own = acceptedIn(baseline).filter(({ file }) => isBelow(file, prefix))
  return baselineOf(own.map(each => ({ ...each, file: withoutPrefix(each.file, prefix) })))
}

/** A baseline's file as it should be. */
export interface BaselineUpdate {
  /** Absolute. */
  readonly file: string
  /** Undefined when the file does not exist yet. */
  readonly before: string | undefined
  readonly after: string
  /** Findings: how many are accepted from now on, and of these how many were not before; how many no longer are. */
  readonly accepted: number
  readonly added: number
  readonly removed: number
}

/** What was found becomes what is accepted; with `prune` only what is gone is taken out. */
export function updatedBaselines(projects: readonly Project[], prune: boolean): BaselineUpdate[] {
  const files = new Set(projects.map(({ baseline }) => baseline.file))
  return [...files].map(file => {
    const sharing = projects.filter(({ baseline }) => baseline.file === file)
    const old: Baseline = sharing[0]?.baseline.baseline ?? new Map()
    const next = sharing.reduce((current, project) => updated(current, project, prune), old)
    const change = (from: Baseline, to: Baseline) =>
      sum(acceptedIn(to).map(each => Math.max(0, each.count - countIn(from, each))))
    return {
      file,
      before: sharing[0]?.baseline.text,
      after: baselineText(next),
      accepted: sum(acceptedIn(next).map(({ count }) => count)),
      added: change(old, next),
      removed: change(next, old),
    }
  })
}

function updated(old: Baseline, { report, only, baseline: { prefix } }: Project, prune: boolean): Baseline {
  const wasLookedAt = ({ file }: Accepted) =>
    isBelow(file, prefix) && (!only || only.has(withoutPrefix(file, prefix)))
  const found = acceptedIn(openIn(report.findings)).map(each => ({
    ...each,
    file: prefix === '' ? each.file : `${prefix}/${each.file}`,
  }))
  const kept = acceptedIn(old).filter(each => !wasLookedAt(each))
  const now = found.filter(wasLookedAt).flatMap(each => {
    const count = prune ? Math.min(each.count, countIn(old, each)) : each.count
    return count > 0 ? [{ ...each, count }] : []
  })
  return baselineOf([...kept, ...now])
}

function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path.startsWith(`${prefix}/`)
}

function withoutPrefix(path: string, prefix: string): string {
  return prefix === '' ? path : path.slice(prefix.length + 1)
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
