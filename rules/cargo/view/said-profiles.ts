import type { Sources } from '../../../src/model/ecosystem.ts'
import type { Value } from '../../../src/model/value.ts'
import type { CargoCommand } from '../../common/cargo/commands.ts'
import { variableFor } from '../../common/variables/reach.ts'
import { type RepositoryVariable, variablesIn } from '../../common/variables.ts'
import type { ProfileEnvironment } from './profiles.ts'

/** Worth reading: what sets a key of a profile for some commands alone. */
const SETS_PROFILE = /\bCARGO_PROFILE_\w/

export function profileVariables(sources: Sources): readonly RepositoryVariable[] {
  return variablesIn(sources, SETS_PROFILE).filter(({ name }) => SETS_PROFILE.test(name))
}

/** What a command's environment sets: `CARGO_PROFILE_DEV_DEBUG` is `debug` of `dev`. */
export function profileEnvironment(
  command: CargoCommand,
  variables: readonly RepositoryVariable[],
): ProfileEnvironment {
  return (profile, key) => {
    const name = ['cargo', 'profile', profile, key].join('_').replaceAll('-', '_').toUpperCase()
    const variable = variableFor(
      command,
      variables.filter(one => one.name === name),
    )
    return variable && { ...variable.written, value: asWritten(variable.value) }
  }
}

/** As it would stand in a file. */
function asWritten(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^\d$/.test(text) ? Number(text) : text
}
