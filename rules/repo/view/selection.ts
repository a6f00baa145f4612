import { matchesGlob } from '../../common/glob.ts'
import type { WorkspacePackage } from '../../common/npm/workspaces.ts'
import type { OuterTask } from './outer-tool.ts'

/** The packages that filters leave, as turbo and pnpm write them. Undefined where that cannot be told. */
export function selected(
  packages: readonly WorkspacePackage[],
  filters: readonly string[],
): readonly WorkspacePackage[] | undefined {
  // `...` follows dependencies, `[main]` asks git.
  if (filters.some(filter => /\.\.\.|[[\]^]/.test(filter))) return undefined
  const kept = filters.filter(filter => !filter.startsWith('!'))
  const left = filters.flatMap(filter => (filter.startsWith('!') ? [filter.slice(1)] : []))
  return packages.filter(
    each =>
      (kept.length === 0 || kept.some(filter => isMeant(each, filter))) &&
      !left.some(filter => isMeant(each, filter)),
  )
}

/** `./packages/*` and `{packages/*}` are folders, `@scope/*` and `name` are names. */
function isMeant({ folder, name }: WorkspacePackage, filter: string): boolean {
  const [, inBraces] = /^\{([^{}]*)\}$/.exec(filter) ?? []
  const path = inBraces ?? (filter.startsWith('.') ? filter : undefined)
  if (path !== undefined) return matchesGlob(path.replace(/^\.\//, '').replace(/\/$/, ''), folder)
  return matchesName(filter, name)
}

/** A star stands for anything, scopes and slashes too. */
export function matchesName(glob: string, name: string): boolean {
  return matchesGlob(glob.replaceAll('/', ' '), name.replaceAll('/', ' '))
}

/** Every package that has the script. */
export function tasksOf(packages: readonly WorkspacePackage[], name: string): OuterTask[] {
  return packages.flatMap(({ folder, scripts }) => {
    const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined
    return script === undefined ? [] : [{ folder, name, script, others: scripts }]
  })
}
