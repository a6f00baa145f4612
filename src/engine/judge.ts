import { type Footprint, isGuess } from '../model/footprint.ts'
import { lower, type Severity } from '../model/severity.ts'

/**
 * A guess never fails a build: the ceiling stands on measured or configured footprints, a sum derived from
 * cited figures is a warning at most, and a sum with one guess in it only informs.
 */
export function judge(
  ceiling: Severity,
  milder: Severity | undefined,
  footprint: Footprint | undefined,
): Severity {
  return lower(lower(ceiling, milder ?? 'error'), footprint ? ceilingFor(footprint) : 'error')
}

function ceilingFor(footprint: Footprint): Severity {
  if (footprint.basis === 'measured' || footprint.basis === 'configured') return 'error'
  return isGuess(footprint) ? 'info' : 'warning'
}
