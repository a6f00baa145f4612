import { formatGiB } from '../../model/bytes.ts'
import type { HostAdvice } from '../../model/host.ts'
import { type Situation, wholeGiB } from './situation.ts'

/** The memory of WSL2 is decided on the Windows side. */
export function wslAdvice({ host }: Situation): HostAdvice {
  const memory = wholeGiB(host.memory.value)
  return {
    title: 'Set the virtual machine’s memory on the Windows side',
    why:
      'WSL2 gets half of Windows’ memory and a quarter of that as swap unless .wslconfig says otherwise; these are ' +
      'the figures of now, to be changed. Give it what the repository needs, and leave Windows and what runs there ' +
      'at least 4 GiB. A swap file inside of the virtual machine would be a file inside of a file.',
    commands: [
      '# %UserProfile%\\.wslconfig, then: wsl --shutdown',
      '[wsl2]',
      `memory=${memory}GB`,
      `swap=${Math.max(2, Math.ceil(memory / 4))}GB`,
    ],
    because: [
      `${formatGiB(host.memory.value)}: ${host.memory.source}`,
      ...(host.swap ? [`${formatGiB(host.swap.value)} swap: ${host.swap.source}`] : []),
    ],
  }
}

export const MACOS: HostAdvice = {
  title: 'Leave swap to macOS and watch it',
  why:
    'macOS grows its swap by itself as long as the disk has room, so there is nothing to set. A run that is too ' +
    'large is not killed early: it gets slow first, and the whole machine with it.',
  commands: ['sysctl vm.swapusage', 'memory_pressure'],
  because: [],
}

export const WINDOWS: HostAdvice = {
  title: 'Leave the page file to Windows and look at the commit limit',
  why:
    'Windows hands out no more than memory and page file together; beyond that, allocations fail in whatever ' +
    'program asks next, the editor included. A page file of fixed size, or none, makes that come early: let Windows ' +
    'manage it.',
  commands: [
    'Get-CimInstance Win32_PageFileUsage',
    "Get-Counter '\\Memory\\Committed Bytes','\\Memory\\Commit Limit'",
  ],
  because: [],
}
