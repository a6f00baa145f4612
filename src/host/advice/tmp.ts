import { formatGiB } from '../../model/bytes.ts'
import { capacityOf, type HostAdvice } from '../../model/host.ts'
import type { Tmpfs } from '../surroundings.ts'
import type { Situation } from './situation.ts'

/** Below this part of the memory a full folder of temporary files is no danger. */
const LITTLE = 0.1

/** Files in a tmpfs are memory that no process tree shows. */
export function tmpAdvice(situation: Situation): HostAdvice[] {
  const { tmpfs } = situation.around
  if (!tmpfs || mostOf(tmpfs, situation) < LITTLE * capacityOf(situation.host).value) return []
  return [
    {
      title: 'Keep large temporary files out of memory',
      why:
        `${tmpfs.path} is a tmpfs: every file in it is memory, pytest’s tmp_path and a build folder put there ` +
        'included, and nothing frees it when the process ends (pytest keeps the folders of three runs: 6.3 GB each ' +
        `filled one of 16 GB, Hal0ai/hal0#1551). memlint’s budget does not count it.${consequence(situation)}`,
      commands: [`df -h ${tmpfs.path}; du -sh ${tmpfs.path}/pytest-of-* 2>/dev/null`, ...elsewhere(tmpfs)],
      because: [limitOf(tmpfs, situation)],
    },
  ]
}

/** The kernel's default is half of the machine's memory, whatever a container may use of it; 0 is no limit. */
function mostOf({ size }: Tmpfs, { host }: Situation): number {
  if (size === 0) return host.memory.value
  return size ?? host.memory.value / 2
}

function limitOf(tmpfs: Tmpfs, situation: Situation): string {
  const capacity = capacityOf(situation.host).value
  const most = mostOf(tmpfs, situation)
  const source = tmpfs.size === undefined ? 'no size is set, so half of the machine’s memory' : 'size'
  const all = tmpfs.size === 0 ? 'size=0, which is no limit' : source
  const of =
    most > capacity ? `, more than the ${formatGiB(capacity)} there are` : ` of ${formatGiB(capacity)}`
  return `${tmpfs.path} may take ${formatGiB(most)}${of}: ${all}, in /proc/self/mountinfo`
}

function consequence({ host }: Situation): string {
  if (host.kind === 'container') return ' In a container it counts towards the container’s limit.'
  return host.swap?.value === 0 ? ' Without swap none of it can leave memory.' : ''
}

/** /var/tmp is on disk wherever it is not mounted otherwise. */
function elsewhere({ diskFolder }: Tmpfs): string[] {
  if (!diskFolder) return ['# TMPDIR=… in front of the command, with a folder on a disk']
  return [`TMPDIR=${diskFolder} pytest`, `TMPDIR=${diskFolder} cargo test`]
}
