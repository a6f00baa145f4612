import { type Bytes, formatGiB, GiB, MiB } from '../../model/bytes.ts'
import type { HostAdvice } from '../../model/host.ts'
import type { Situation } from './situation.ts'

/** More than this helps nobody: it only takes longer until the machine gives up. */
const MOST_SWAP = 32 * GiB

/** A swap area holds a little less than its file, and sizes are rounded. */
const NEARLY = 0.95

const THRASHING =
  'More swap does not make more memory: it turns a kill into hours of thrashing (two `pytest -n auto` runs filled ' +
  '23.0 of 23.5 GiB swap, load 590, and finished no test in 21 minutes: kirodotdev/KiroCrew#994).'

const ZRAM =
  'zram is the form without a disk: idle pages are kept compressed in memory itself, which helps with what lies idle ' +
  'and not with a run that uses all it takes.'

/**
 * Swap for a Linux workstation. A little of it is good, since pages that nobody needs go there; one as large
 * as the memory is a last resort and is called that.
 */
export function swapAdvice(situation: Situation): HostAdvice[] {
  const { host, around } = situation
  const swap = host.swap
  if (!swap) return []
  const memory = host.memory.value
  const modest = memory <= 8 * GiB ? roundedUp(memory, GiB) : 4 * GiB
  const large = Math.min(roundedUp(memory, 8 * GiB), MOST_SWAP)
  const because = [
    `${formatGiB(swap.value)} swap: ${swap.source}${around.onlyZram ? ', all of it zram' : ''}`,
    `${formatGiB(memory)}: ${host.memory.source}`,
  ]
  if (swap.value < modest * NEARLY) {
    return [
      {
        title: `Add swap: ${change(swap.value, modest)}`,
        why: (
          'With little or no swap the kernel drops the code of running programs, reads it again from disk, and ' +
          'stalls before it kills. Red Hat recommends as much swap as memory from 2 to 8 GB, and at least 4 GB ' +
          `above; memlint counts none of it as budget. ${THRASHING} ` +
          (swap.value === 0 ? `${ZRAM} ` : '') +
          caveat(situation)
        ).trim(),
        commands: [
          ...commandsFor(modest - swap.value, around.rootFileSystem),
          ...(swap.value === 0 ? zramOf(memory, modest) : []),
        ],
        because,
      },
    ]
  }
  if (swap.value >= large * NEARLY) return []
  return [
    {
      title: `Grow the swap only as a last resort: ${change(swap.value, large)}`,
      why:
        `${formatGiB(swap.value)} is enough for what lies idle. ${THRASHING} A modest size and a scope with ` +
        `MemoryMax around the heavy command is better. ${caveat(situation)}`.trim(),
      commands: commandsFor(large - swap.value, around.rootFileSystem),
      because: [...because, `${formatGiB(memory + large)} of memory and swap together, then`],
    },
  ]
}

function change(from: Bytes, to: Bytes): string {
  return `${formatGiB(from)} to ${formatGiB(to)}`
}

function roundedUp(bytes: Bytes, step: Bytes): Bytes {
  return Math.ceil(bytes / step) * step
}

function caveat({ around }: Situation): string {
  const zram = around.onlyZram ? 'zram is memory itself, compressed: a swap file comes on top of it. ' : ''
  if (around.rootFileSystem === 'zfs') return `${zram}ZFS cannot hold a swap file: use a partition.`
  if (around.rootFileSystem === 'btrfs')
    return `${zram}On btrfs the file needs a subvolume without snapshots.`
  if (around.rootFileSystem) return zram.trim()
  return `${zram}On btrfs use \`btrfs filesystem mkswapfile\` instead of fallocate.`
}

/** A file beside whatever swap there is, so that nothing in use is touched. */
function commandsFor(bytes: Bytes, rootFileSystem: string | undefined): string[] {
  const gib = Math.max(1, Math.round(bytes / GiB))
  if (rootFileSystem === 'zfs') return ['swapon --show']
  const btrfs = rootFileSystem === 'btrfs'
  const file = btrfs ? `/swap/swapfile-${gib}g` : `/swapfile-${gib}g`
  const make = btrfs
    ? [
        'test -d /swap || sudo btrfs subvolume create /swap',
        `test ! -e ${file} && sudo btrfs filesystem mkswapfile --size ${gib}g --uuid clear ${file}`,
      ]
    : [
        `test ! -e ${file} && sudo fallocate -l ${gib}G ${file}`,
        `sudo chmod 600 ${file}`,
        `sudo mkswap ${file}`,
      ]
  return [
    'swapon --show; df -h /',
    ...make,
    `sudo swapon ${file}`,
    `echo '${file} none swap defaults 0 0' | sudo tee -a /etc/fstab`,
  ]
}

/** Fedora's way, and any distribution's with zram-generator: at most half of the memory. */
function zramOf(memory: Bytes, modest: Bytes): string[] {
  const mebibytes = Math.round(Math.min(memory / 2, modest) / MiB)
  return [
    '# or zram: this in /etc/systemd/zram-generator.conf, then restart',
    '[zram0]',
    `zram-size = ${mebibytes}`,
  ]
}
