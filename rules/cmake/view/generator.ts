import type { Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import type { RepositoryCommand } from '../../common/commands.ts'
import { variablesIn } from '../../common/variables.ts'

/**
 * Whether a build may be one of make, cmake's default where there is no Visual Studio. Ninja and others keep to the cpus
 * by themselves: silent where the file or the environment says anything of them.
 */
export function mayUseMakefiles(command: RepositoryCommand, sources: Sources): boolean {
  const saysMore = OTHERS.test(command.written.document.text)
  return !saysMore && !runsOnWindows(command) && !namesOtherGenerator(sources)
}

/** Whether a command is of a job that names no other system. */
export function runsOnWindows({ written: { document, at }, kind }: RepositoryCommand): boolean {
  return kind === 'workflow' && isWindows(document.get(['jobs', String(at[1])]))
}

/** Whether the environment chooses the generator, where nothing else does. */
export function namesOtherGenerator(sources: Sources): boolean {
  return variablesIn(sources, /CMAKE_GENERATOR/).some(
    ({ name, value }) => name === 'CMAKE_GENERATOR' && !/Makefiles/.test(value),
  )
}

const OTHERS = /ninja|-G *["'\\]*(?:Visual|Xcode|NMake)|--preset\b|CMAKE_GENERATOR|vcvars|msvc-dev-cmd/i

function isWindows(job: Value | undefined): boolean {
  const text = isTable(job) ? JSON.stringify([job['runs-on'] ?? null, job.strategy ?? null]) : ''
  return /windows/i.test(text) && !/ubuntu|macos|linux|debian/i.test(text)
}
