import type { Bytes } from '../model/bytes.ts'
import { capacityOf, type Host, type HostAdvice } from '../model/host.ts'
import { containerAdvice } from './advice/container.ts'
import { killerAdvice, scopeAdvice, tmpAdvice } from './advice/limits.ts'
import { MACOS, WINDOWS, wslAdvice } from './advice/other-systems.ts'
import { swapAdvice } from './advice/swap.ts'
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
  if (host.kind === 'container') return containerAdvice(situation)
  // A machine that is thrown away after the job is not worth setting up.
  if (host.kind === 'ci') return []
  if (host.platform === 'macos') return [MACOS]
  if (host.platform === 'windows') return [WINDOWS]
  if (host.platform === 'wsl2') return [wslAdvice(situation), scopeAdvice(situation), ...tmpAdvice(situation)]
  return [scopeAdvice(situation), killerAdvice(situation), ...swapAdvice(situation), ...tmpAdvice(situation)]
}
