import { type Bytes, GiB } from '../model/bytes.ts'
import type { Host, HostKind, Platform } from '../model/host.ts'

const GITHUB = 'docs.github.com, GitHub-hosted runners reference'
const GITLAB = 'docs.gitlab.com, hosted runners on Linux; gitlab-org/gitlab issues 388162 to 388164'
const CIRCLECI = 'circleci.com/docs, Docker resource classes'
const LAPTOP = 'a common size of developer laptop, not a product'

/** GitHub's and GitLab's x64 virtual machines have two threads per core: AMReX-Codes/amrex pull request 3703. */
const THREADS = 'two threads per core on x64 virtual machines (AMReX-Codes/amrex#3703)'
const NO_THREADS = 'one thread per core'

/**
 * Machines that somebody else runs, by the name after `--host`. Sizes are those of 2026; memory is what
 * the vendor says, which is a little more than the system in it sees.
 */
export const PRESETS: readonly Host[] = [
  githubVm('github-ubuntu', 'linux', { gib: 16, cpus: 4, where: 'ubuntu-latest in public repositories' }),
  githubVm('github-ubuntu-private', 'linux', {
    gib: 8,
    cpus: 2,
    where: 'ubuntu-latest in private repositories',
  }),
  preset('github-ubuntu-arm', {
    gib: 16,
    cpus: 4,
    cores: [4, NO_THREADS],
    platform: 'linux',
    source: `${GITHUB}: ubuntu-24.04-arm in public repositories`,
  }),
  preset('github-ubuntu-slim', {
    gib: 5,
    cpus: 1,
    cores: [1, 'one cpu'],
    platform: 'linux',
    source: `${GITHUB}: ubuntu-slim, a container on a shared virtual machine`,
  }),
  githubVm('github-windows', 'windows', { gib: 16, cpus: 4, where: 'windows-latest in public repositories' }),
  githubVm('github-windows-private', 'windows', {
    gib: 8,
    cpus: 2,
    where: 'windows-latest in private repositories',
  }),
  preset('github-macos', {
    gib: 7,
    cpus: 3,
    cores: [3, NO_THREADS],
    platform: 'macos',
    source: `${GITHUB}: macos-latest (M1)`,
  }),
  preset('github-macos-intel', {
    gib: 14,
    cpus: 4,
    cores: [4, 'the virtual machine shows no threads'],
    platform: 'macos',
    source: `${GITHUB}: macos-15-intel`,
  }),
  gitlab('small', 8, 2),
  gitlab('medium', 16, 4),
  gitlab('large', 32, 8),
  circleci('medium', 4, 2),
  circleci('large', 8, 4),
  laptop(8, 8, 4),
  laptop(16, 8, 4),
  laptop(32, 16, 8),
]

/** A preset by its name, whatever its case. */
export function findPreset(name: string): Host | undefined {
  return PRESETS.find(preset => preset.name === name.toLowerCase())
}

interface Size {
  readonly gib: number
  readonly cpus: number
  /** Physical cores and how they are known. */
  readonly cores: readonly [number, string]
  /** Cpu time, where it is less than the cpus that are seen. */
  readonly quota?: number
  readonly cpusSource?: string
  readonly kind?: HostKind
  readonly platform?: Platform
  readonly source: string
}

function preset(name: string, size: Size): Host {
  const memory: Bytes = size.gib * GiB
  return {
    name,
    kind: size.kind ?? 'ci',
    kindSource: 'preset',
    ...(size.platform && { platform: size.platform }),
    memory: { value: memory, source: size.source },
    limits: [],
    cpus: { value: size.cpus, source: size.cpusSource ?? size.source },
    physicalCpus: { value: size.cores[0], source: size.cores[1] },
    ...(size.quota !== undefined && { cpuQuota: { value: size.quota, source: size.source } }),
    live: false,
  }
}

function githubVm(
  name: string,
  platform: Platform,
  size: { gib: number; cpus: number; where: string },
): Host {
  const { gib, cpus, where } = size
  return preset(name, { gib, cpus, cores: [cpus / 2, THREADS], platform, source: `${GITHUB}: ${where}` })
}

function gitlab(size: string, gib: number, cpus: number): Host {
  const source = `${GITLAB}: saas-linux-${size}-amd64`
  return preset(`gitlab-${size}`, { gib, cpus, cores: [cpus / 2, THREADS], platform: 'linux', source })
}

/**
 * A container there sees every cpu of the machine it shares and may use only a few: 36 were counted in a
 * `large` one (jahed.dev/2022/11/20/fixing-node-js-multi-threading-on-circleci).
 */
function circleci(size: string, gib: number, quota: number): Host {
  const seen =
    'the container shows the cpus of the machine it shares, 36 where somebody counted (jahed.dev, 2022)'
  return preset(`circleci-docker-${size}`, {
    gib,
    cpus: 36,
    cpusSource: seen,
    cores: [18, `${seen}, ${THREADS}`],
    quota,
    platform: 'linux',
    source: `${CIRCLECI}: ${size}`,
  })
}

function laptop(gib: number, cpus: number, cores: number): Host {
  return preset(`laptop-${gib}g`, { gib, cpus, cores: [cores, LAPTOP], kind: 'workstation', source: LAPTOP })
}
