import { GiB, MiB } from '../../../src/model/bytes.ts'
import type { Amount } from '../../../src/model/footprint.ts'

/** What the size of rust-analyzer's resident set follows from. */
export interface RustProject {
  /** Packages in the Cargo.lock files that the server loads; 0 when none is known. */
  readonly packages: number
  /** Entries of `linkedProjects`; 0 when the server looks for itself. */
  readonly linkedProjects: number
  readonly priming: boolean
  readonly procMacros: boolean
}

/** So many linked projects are an ordinary repository: a workspace and, say, a crate for another target. */
export const FEW_PROJECTS = 2

/** Above this many packages the crate graph, and not the server itself, decides. */
export const LARGE_GRAPH = 300

/**
 * rust-analyzer's resident set: what any language server is counted with, and what a large crate graph adds.
 * With priming or procedural macros off the graph adds less, so that a project of ordinary size is counted
 * the same either way (the maintainers say of priming that it defers growth: rust-analyzer#19552).
 */
export function rustAnalyzerAmounts(base: Amount, project: RustProject): readonly Amount[] {
  const amounts = [base]
  const beyond = Math.max(0, project.packages - LARGE_GRAPH)
  const rate = rateOf(project)
  if (beyond > 0) {
    amounts.push({
      what: `${beyond} packages beyond ${LARGE_GRAPH} in Cargo.lock`,
      bytes: beyond * rate.bytes,
      evidence: 'cited',
      source: rate.source,
    })
  }
  const linked = Math.max(0, project.linkedProjects - FEW_PROJECTS)
  if (linked > 0) {
    amounts.push({
      what: `${linked} more linked ${linked === 1 ? 'project' : 'projects'}`,
      bytes: linked * GiB,
      evidence: 'guess',
      source: 'each entry of linkedProjects adds a crate graph of its own (documented); its size is a guess',
    })
  }
  return amounts
}

/** 2,800 crates: 22 to 30 GB primed, 5.5 GiB not; with procedural macros off 3 GB instead of 11. */
function rateOf({ priming, procMacros }: RustProject): { bytes: number; source: string } {
  if (!priming && !procMacros) return { bytes: MiB / 2, source: 'rust-analyzer#19402 and #21382 together' }
  if (!priming) return { bytes: MiB, source: 'rust-analyzer#19402: 5.5 GiB for 2,800 crates without priming' }
  if (!procMacros)
    return { bytes: 2 * MiB, source: 'rust-analyzer#21382: 3 GB instead of 11 without procedural macros' }
  return { bytes: 7 * MiB, source: 'rust-analyzer#19402: 22 to 30 GB for 2,800 crates' }
}
