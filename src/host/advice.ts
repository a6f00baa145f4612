import type { Bytes } from '../model/bytes.ts'
import { capacityOf, type Host, type HostAdvice } from '../model/host.ts'
import { containerAdvice } from './advice/container.ts'
import { killerAdvice, scopeAdvice } from './advice/limits.ts'
import { lowMemoryAdvice } from './advice/low-memory.ts'
import { MACOS, WINDOWS, wslAdvice } from './advice/other-systems.ts'
import type { Situation } from './advice/situation.ts'
import { swapAdvice } from './advice/swap.ts'
import { tmpAdvice } from './advice/tmp.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * What would help a machine besides the settings of a repository. `usable` is the budget's; three quarters of
 * the capacity when absent. Hosts without a known platform get what holds everywhere.
 */
export function hostAdvice(
  host: Host,
  options: { readonly usable?: Bytes; readonly around?: Surroundings } = {},
): HostAdvice[] {
  const usable = options.usable ?? capacityOf(host).value * 0.75
  const situation = { host, usable, around: options.around ?? {} }
  if (host.kind === 'container') return [...containerAdvice(situation), ...tmpAdvice(situation)]
  // A machine that is thrown away after the job is not worth setting up.
  if (host.kind === 'ci') return []
  return [...systemAdvice(situation), ...lowMemoryAdvice(situation), ...tmpAdvice(situation)]
}

function systemAdvice(situation: Situation): HostAdvice[] {
  switch (situation.host.platform) {
    case 'macos':
      return [MACOS]
    case 'windows':
      return [WINDOWS]
    case 'wsl2':
      return [wslAdvice(situation), scopeAdvice(situation)]
    default:
      return [scopeAdvice(situation), killerAdvice(situation), ...swapAdvice(situation)]
  }
}
