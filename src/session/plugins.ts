import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Ecosystem } from '../model/ecosystem.ts'
import type { Plugin } from '../model/plugin.ts'
import type { AnyRule } from '../model/rule.ts'
import type { Catalog } from './catalog.ts'
import { complaintsAbout } from './plugin-shape.ts'
import { UsageError } from './usage-error.ts'

/**
 * A catalog with the rules and ecosystems of plugins behind its own. Files are executed: they come from the command line
 * or the API and never from a configuration. Throws UsageError.
 */
export async function withPlugins(
  catalog: Catalog,
  plugins: readonly (string | Plugin)[],
  cwd: string,
): Promise<Catalog> {
  let all = catalog
  for (const plugin of distinct(plugins, cwd)) {
    const name = typeof plugin === 'string' ? `--plugin ${plugin}` : 'a plugin'
    const exported = typeof plugin === 'string' ? await load(plugin, name, cwd) : plugin
    all = withPlugin(all, shaped(exported, name), name)
  }
  return all
}

/** A file that is given twice is one plugin. */
function distinct(plugins: readonly (string | Plugin)[], cwd: string): readonly (string | Plugin)[] {
  return [
    ...new Map(
      plugins.map(plugin => [typeof plugin === 'string' ? resolve(cwd, plugin) : plugin, plugin]),
    ).values(),
  ]
}

async function load(path: string, name: string, cwd: string): Promise<unknown> {
  const file = resolve(cwd, path)
  if (!existsSync(file)) throw new UsageError(`${name}: there is no such file`)
  try {
    const { href } = pathToFileURL(file)
    const module: object = await import(/* @vite-ignore */ href)
    return isPlugin(module) ? module : 'default' in module ? module.default : module
  } catch (error) {
    throw new UsageError(`${name} could not be loaded: ${describe(error, file)}`)
  }
}

function isPlugin(module: object): boolean {
  return 'rules' in module || 'ecosystems' in module
}

/** The message, and where in the file it was thrown: `boo (line 3)`. */
function describe(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error)
  // What follows on further lines is about Node.
  const [message = ''] = error.message.split('\n')
  const { stack = '' } = error
  const line = /^:(\d+)/.exec(stack.slice(stack.indexOf(file) + file.length))?.[1]
  return stack.includes(file) && line ? `${message} (line ${line})` : message
}

function shaped(exported: unknown, name: string): Plugin {
  const complaints = complaintsAbout(exported)
  if (complaints.length === 0) return exported as Plugin
  throw new UsageError(`${name} is no plugin: ${complaints.join('; ')}`)
}

function withPlugin(catalog: Catalog, { rules = [], ecosystems = [] }: Plugin, name: string): Catalog {
  for (const { id } of ecosystems) {
    if (catalog.ecosystems.some(known => known.id === id))
      throw new UsageError(`${name}: there is already an ecosystem ${id}; give yours another id`)
  }
  const added = new Map<string, Ecosystem<unknown>>(ecosystems.map(each => [each.id, each]))
  for (const { ecosystem } of rules) {
    // A rule for one of memlint's own tools gets what memlint makes of its files.
    const known = catalog.ecosystems.some(({ id }) => id === ecosystem.id)
    if (!known && !added.has(ecosystem.id)) added.set(ecosystem.id, ecosystem)
  }
  const taken = new Set([...catalog.ids, ...catalog.retired.map(rule => rule.id)])
  for (const rule of rules) {
    refuseId(rule, taken, name)
    taken.add(rule.id)
  }
  return {
    ...catalog,
    ecosystems: [...catalog.ecosystems, ...added.values()],
    rules: [...catalog.rules, ...rules.map(rule => ({ ...rule, plugin: name }))],
    ids: [...catalog.ids, ...rules.map(rule => rule.id)],
  }
}

function refuseId({ id, ecosystem }: AnyRule, taken: ReadonlySet<string>, name: string): void {
  if (!id.startsWith(`${ecosystem.id}/`))
    throw new UsageError(
      `${name}: the rule ${id} is one of the ecosystem ${ecosystem.id}: its id must begin with ${ecosystem.id}/`,
    )
  if (taken.has(id)) throw new UsageError(`${name}: there is already a rule ${id}; give yours another id`)
}
