import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindOf } from '../../src/host/kind.ts'
import { type Machine, machineAt } from '../../src/host/machine.ts'

const HOSTS = join(import.meta.dirname, '../../fixtures/hosts')

function kind(name: string, env: Machine['env'] = {}, files: readonly string[] = []) {
  const machine = machineAt(join(HOSTS, name), { env })
  return kindOf({ ...machine, exists: path => files.includes(path) || machine.exists(path) })
}

describe('kindOf', () => {
  it.each(['GITHUB_ACTIONS', 'GITLAB_CI', 'CIRCLECI', 'TF_BUILD', 'JENKINS_URL', 'CI'])(
    'knows CI by %s',
    name => {
      expect(kind('workstation', { [name]: 'true' })).toEqual({
        kind: 'ci',
        kindSource: `environment variable ${name}=true`,
      })
    },
  )

  it.each(['', 'false', '0', 'no', 'FALSE'])('is not fooled by CI=%s', value => {
    expect(kind('workstation', { CI: value }).kind).toBe('workstation')
  })

  it('is CI first, and a container only then', () => {
    expect(kind('container-private-namespace', { CI: 'woodpecker' }).kind).toBe('ci')
    expect(kind('container-private-namespace')).toEqual({ kind: 'container', kindSource: '/.dockerenv' })
  })

  it.each([
    ['container-escaped-namespace', '/run/.containerenv'],
    ['container-host-namespace', '/docker/… in /proc/self/cgroup'],
    ['kubernetes', '/kubepods.… in /proc/self/cgroup'],
  ])('knows the container %s', (name, source) => {
    expect(kind(name)).toEqual({ kind: 'container', kindSource: source })
  })

  it('knows a pod and a nested runtime by the environment', () => {
    expect(kind('arm', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }).kind).toBe('container')
    expect(kind('arm', { container: 'podman' })).toEqual({
      kind: 'container',
      kindSource: 'container runtime podman',
    })
  })

  it('does not take a limited cgroup for a container', () => {
    expect(kind('v2-limit').kind).toBe('workstation')
  })

  it('does not take WSL for a container although systemd does', () => {
    expect(kind('wsl2', { container: 'wsl' }).kind).toBe('workstation')
  })

  it('takes toolbox and distrobox for the workstation they share', () => {
    const files = ['/run/.containerenv', '/run/.toolboxenv']
    expect(kind('arm', {}, files).kind).toBe('workstation')
    expect(kind('arm', { container: 'podman', DISTROBOX_ENTER_PATH: '/usr/bin/x' }).kind).toBe('workstation')
  })
})
