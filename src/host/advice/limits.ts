import { formatGiB } from '../../model/bytes.ts'
import type { HostAdvice } from '../../model/host.ts'
import { type Situation, wholeGiB } from './situation.ts'

/** A limit around one command: the cheapest protection there is, and the only one that hits the right process. */
export function scopeAdvice({ host, usable, around }: Situation): HostAdvice {
  const max = wholeGiB(usable)
  // Without delegation, which cgroup v1 does not have, only root can set a limit, and none on swap.
  const asRoot = around.cgroup === 1
  const scope = asRoot
    ? `sudo systemd-run --scope --uid="$USER" -p MemoryMax=${max}G`
    : `systemd-run --user --scope -p MemoryMax=${max}G -p MemorySwapMax=${host.swap?.value ? '2G' : '0'}`
  return {
    title: `Run heavy commands in a scope of ${max} GiB`,
    why:
      'When the limit is reached the kernel kills inside of the scope, and the editor and the desktop stay. It ' +
      'needs no setting in the repository and holds for every child process.' +
      (asRoot ? ' This machine has cgroup v1, where only root can set it.' : ''),
    commands: [`${scope} pytest`],
    because: [`${formatGiB(usable, 'down')} usable of ${formatGiB(host.memory.value)}`],
  }
}

/** Who kills whom when it comes to that. */
export function killerAdvice({ host }: Situation): HostAdvice {
  return {
    title: 'Know who kills when memory runs out, and make it early',
    why:
      'The kernel kills late, after minutes of standing still. systemd-oomd (Fedora, Ubuntu desktop) kills earlier, ' +
      'but a whole cgroup at once: what is started in VS Code’s terminal is in the editor’s own scope and takes the ' +
      'editor along (systemd/systemd#25853, microsoft/vscode#334979), unless it runs in a scope of its own. earlyoom kills one process, and ' +
      'can be told which; by default it waits until the swap is nearly full, too, and -s 100 ends that.',
    commands: [
      'systemctl is-active systemd-oomd earlyoom',
      '# EARLYOOM_ARGS in /etc/default/earlyoom, then: sudo systemctl restart earlyoom',
      `EARLYOOM_ARGS="-m 5 -s 100 --prefer '^(python|pytest|rustc|cc1plus|ld)' --avoid '^(code|gnome-shell|Xorg|sshd)$'"`,
    ],
    because: host.swap
      ? [`${formatGiB(host.swap.value)} swap to fill before anything is killed: ${host.swap.source}`]
      : [],
  }
}
