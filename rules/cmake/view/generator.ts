import type { Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import type { RepositoryScript } from '../../common/commands.ts'
import { variablesIn } from '../../common/variables.ts'

/**
 * Whether a build may be one of make, cmake's default where there is no Visual Studio. Ninja and others keep to the cpus
 * by themselves: silent where the file or the environment says anything of them.
 */
export function mayUseMakefiles({ written, kind }: RepositoryScript, sources: Sources): boolean {
  const { document, at } = written
  if (OTHERS.test(document.text)) return false
  if (kind === 'workflow' && isWindows(document.get(['jobs', String(at[1])]))) return false
  return !variablesIn(sources, /CMAKE_GENERATOR/).some(
    ({ name, value }) => name === 'CMAKE_GENERATOR' && !/Makefiles/.test(value),
  )
}

const OTHERS = /ninja|-G *["'\\]*(?:Visual|Xcode|NMake)|--preset\b|CMAKE_GENERATOR|vcvars|msvc-dev-cmd/i

/** Of a job that names no other system. */
function isWindows(job: Value | undefined): boolean {
  const text = isTable(job) ? JSON.stringify([job['runs-on'] ?? null, job.strategy ?? null]) : ''
  return /windows/i.test(text) && !/ubuntu|macos|linux|debian/i.test(text)
}
