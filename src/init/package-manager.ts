import type { Sources } from '../model/ecosystem.ts'
import { isTable, type Table } from '../model/value.ts'

/** What installs a repository's packages, and how it is told to. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun'
  /** The command that adds a package to those of development. */
  readonly add: string
  /** What runs the program of an installed package. */
  readonly exec: string
}

/** Undefined where there is no package.json: nobody expects Node there. */
export function packageManagerOf(sources: Sources, manifest: Table | undefined): PackageManager | undefined {
  if (!manifest) return undefined
  const { name, version } = named(manifest) ?? { name: byLockFile(sources), version: undefined }
  if (name === 'pnpm')
    return {
      name,
      add: `pnpm add --save-dev${sources.has('pnpm-workspace.yaml') ? ' --workspace-root' : ''}`,
      exec: 'pnpm exec',
    }
  if (name === 'yarn') {
    const classic = version === undefined ? !sources.has('.yarnrc.yml') : /^[01]\./.test(version)
    const inWorkspaces = classic && manifest.workspaces !== undefined
    return {
      name,
      add: `yarn add --dev${inWorkspaces ? ' --ignore-workspace-root-check' : ''}`,
      exec: 'yarn run',
    }
  }
  if (name === 'bun') return { name, add: 'bun add --dev', exec: 'bunx' }
  return { name: 'npm', add: 'npm install --save-dev', exec: 'npx' }
}

/** Corepack's field, or the newer one: `"packageManager": "pnpm@10.1.0"`. */
function named(manifest: Table): { name: string; version: string | undefined } | undefined {
  const { packageManager, devEngines } = manifest
  if (typeof packageManager === 'string') {
    const [name = '', version] = packageManager.split('@')
    return { name, version }
  }
  const engine = isTable(devEngines) ? devEngines.packageManager : undefined
  if (!isTable(engine) || typeof engine.name !== 'string') return undefined
  return { name: engine.name, version: undefined }
}

function byLockFile(sources: Sources): string {
  if (sources.has('pnpm-lock.yaml')) return 'pnpm'
  if (sources.has('yarn.lock')) return 'yarn'
  return sources.has('bun.lock') || sources.has('bun.lockb') ? 'bun' : 'npm'
}
