import type { HostKind, Platform } from '../model/host.ts'
import type { Machine } from './machine.ts'

/** Set by the service itself; `CI` is looked at apart because people set it to `false`, too. */
const CI_VARIABLES = [
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'CIRCLECI',
  'TRAVIS',
  'BUILDKITE',
  'JENKINS_URL',
  'TEAMCITY_VERSION',
  'TF_BUILD',
  'BITBUCKET_BUILD_NUMBER',
  'CODEBUILD_BUILD_ID',
  'DRONE',
  'APPVEYOR',
  'CIRRUS_CI',
  'SEMAPHORE',
] as const

const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv'] as const

/** What container runtimes call the cgroups they make. A mere limit says nothing: desktops have limits, too. */
const CONTAINER_CGROUP =
  /\/(?:docker|lxc|ecs|garden)\/|\/lxc\.payload|\/kubepods[/.-]|\/(?:docker|libpod|crio|cri-containerd|nerdctl)-[0-9a-f]{12,}/

/** What the machine is used for, which decides how much is reserved. */
export function kindOf(machine: Machine): { kind: HostKind; kindSource: string } {
  const ci = ciVariable(machine)
  if (ci) return { kind: 'ci', kindSource: `environment variable ${ci}` }
  const desktop = desktopContainerSign(machine)
  if (desktop)
    return { kind: 'workstation', kindSource: `${desktop}: a container with the desktop around it` }
  const container = containerSign(machine)
  if (container) return { kind: 'container', kindSource: container }
  return { kind: 'workstation', kindSource: 'no sign of CI or of a container' }
}

/** Systems memlint has no special knowledge of are treated like Linux without /proc. */
export function platformOf(machine: Machine): Platform {
  if (machine.platform === 'darwin') return 'macos'
  if (machine.platform === 'win32') return 'windows'
  const version = machine.readFile('/proc/version') ?? ''
  if (/microsoft-standard|WSL2/i.test(version)) return 'wsl2'
  // WSL1 is no virtual machine: the memory is that of Windows.
  return /microsoft/i.test(version) ? 'windows' : 'linux'
}

function ciVariable(machine: Machine): string | undefined {
  const named = CI_VARIABLES.find(name => isSet(machine.env[name]))
  if (named) return `${named}=${machine.env[named]}`
  return isSet(machine.env.CI) ? `CI=${machine.env.CI}` : undefined
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(?:|0|false|no|off)$/i.test(value)
}

/** toolbox and distrobox make containers that somebody works in, with the desktop's memory and editor. */
function desktopContainerSign(machine: Machine): string | undefined {
  if (machine.exists('/run/.toolboxenv')) return '/run/.toolboxenv'
  return machine.env.DISTROBOX_ENTER_PATH ? 'environment variable DISTROBOX_ENTER_PATH' : undefined
}

function containerSign(machine: Machine): string | undefined {
  const file = CONTAINER_FILES.find(path => machine.exists(path))
  if (file) return file
  if (machine.env.KUBERNETES_SERVICE_HOST) return 'environment variable KUBERNETES_SERVICE_HOST'
  // Systemd writes the runtime's name there; WSL counts as one and is a whole desktop's machine.
  const runtime = machine.readFile('/run/systemd/container')?.trim() || machine.env.container
  if (runtime && runtime !== 'wsl') return `container runtime ${runtime}`
  const cgroup = CONTAINER_CGROUP.exec(machine.readFile('/proc/self/cgroup') ?? '')?.[0]
  return cgroup && `${cgroup}… in /proc/self/cgroup`
}
