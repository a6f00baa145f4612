import { formatGiB } from '../model/bytes.ts'
import type { Host } from '../model/host.ts'
import type { RunnerFor } from '../model/job.ts'
import { findPreset } from './presets.ts'

/**
 * A host that is declared under the name of the label, else the standard machines of GitHub and GitLab. Labels of larger,
 * self-hosted and rented machines mean what their owner has made of them.
 *
 * GitHub's virtual machines have half of everything in a private repository, which no file says: the larger size is taken,
 * unless somebody declares one of the smaller.
 */
export function runnersAmong(declared: readonly Host[]): RunnerFor {
  const isPrivate = declared.some(({ memory }) => PRIVATE.some(name => findPreset(name)?.memory === memory))
  return label => {
    const own = declared.find(({ name }) => name === label)
    if (own) return { ...own, kind: 'ci', kindSource: `jobs run on ${label}` }
    const name = presetFor(label.toLowerCase())
    const host = name === undefined ? undefined : findPreset(name)
    const half = findPreset(`${name}-private`)
    return isPrivate ? (half ?? host) : host && half ? saying(host, half) : host
  }
}

/** That there may be less, and how to say so. */
function saying(host: Host, half: Host): Host {
  const size = `${formatGiB(half.memory.value)} in private ones: declare ${half.name}`
  return { ...host, memory: { ...host.memory, source: `${host.memory.source}; ${size}` } }
}

const PRIVATE = ['github-ubuntu-private', 'github-windows-private']

/** GitHub does not care about upper and lower case. */
function presetFor(label: string): string | undefined {
  return LABELS.find(([, labels]) => labels.test(label))?.[0]
}

const LABELS: readonly (readonly [string, RegExp])[] = [
  ['github-ubuntu', /^ubuntu-(latest|2[0-9]\.04)$/],
  ['github-ubuntu-arm', /^ubuntu-2[0-9]\.04-arm$/],
  ['github-ubuntu-slim', /^ubuntu-slim$/],
  ['github-windows', /^windows-(latest|20\d\d|2025-vs2026|11-arm)$/],
  ['github-macos', /^macos-(latest|14|15|26)$/],
  ['github-macos-intel', /^macos-(13|15-intel|26-intel)$/],
  ['gitlab-small', /^saas-linux-small-(amd64|arm64)$/],
  ['gitlab-medium', /^saas-linux-medium-(amd64|arm64)$/],
  ['gitlab-large', /^saas-linux-large-(amd64|arm64)$/],
]
