import { formatGiB } from '../../model/bytes.ts'
import type { HostAdvice } from '../../model/host.ts'
import { capacityOf } from '../../model/host.ts'
import { type Situation, wholeGiB } from './situation.ts'

/** A container gets no swap advice: swap belongs to the machine that runs it. */
export function containerAdvice({ host, usable }: Situation): HostAdvice[] {
  const capacity = capacityOf(host)
  const because = [`${formatGiB(capacity.value)}: ${capacity.source}`]
  if (host.limits.length > 0) {
    const seen = host.cpuQuota && host.cpuQuota.value < host.cpus.value
    return [
      {
        title: 'Change the limit where the container is started',
        why:
          'The limit comes from outside, and swap is not the container’s to add. When it is reached, the kernel ' +
          'kills a process inside; most tools do not see it coming, because they read the memory and the cpus of ' +
          'the machine.',
        commands: [
          '# docker run, or mem_limit in a compose file, or resources.limits.memory in a pod',
          `docker run --memory=${wholeGiB(capacity.value)}g --memory-swap=${wholeGiB(capacity.value)}g …`,
        ],
        because: seen
          ? [...because, `${host.cpuQuota?.value} cpus of time, ${host.cpus.value} cpus seen`]
          : because,
      },
    ]
  }
  const gib = wholeGiB(usable)
  return [
    {
      title: `Give the container a limit: ${gib} GiB`,
      why:
        'Without one, a run that grows too large takes the machine’s other containers and its desktop along, and ' +
        'the kernel chooses whom to kill. With one, it is the run itself that ends.',
      commands: [`docker run --memory=${gib}g --memory-swap=${gib}g …`],
      because: [...because, 'no limit on this container or above it'],
    },
  ]
}
