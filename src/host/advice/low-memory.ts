import { type Bytes, formatGiB, GiB } from '../../model/bytes.ts'
import { capacityOf, type HostAdvice } from '../../model/host.ts'
import type { Situation } from './situation.ts'

/** Below this an editor with one language server, a browser and a test run are already too much together. */
const LOW: Bytes = 8 * GiB

/** A machine that is small for anything that runs side by side. */
export function lowMemoryAdvice({ host, usable }: Situation): HostAdvice[] {
  const capacity = capacityOf(host)
  if (capacity.value >= LOW) return []
  return [
    {
      title: 'Run one heavy thing at a time',
      why:
        `${formatGiB(capacity.value)} is little for development: system and desktop need their part, one language ` +
        'server is counted with 2.5 GiB, and the largest compiler or test worker has to fit beside them. One after ' +
        'the other is faster than all at once from swap. Closing the editor’s window during a large build frees its ' +
        'servers’ memory.',
      commands: ['memlint plan', 'CARGO_BUILD_JOBS=1 cargo build', 'PYTEST_XDIST_AUTO_NUM_WORKERS=1 pytest'],
      because: [`${formatGiB(usable, 'down')} usable of ${formatGiB(capacity.value)}: ${capacity.source}`],
    },
  ]
}
