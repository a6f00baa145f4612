import type { Sources } from '../../../src/model/ecosystem.ts'
import { isTable, type Value } from '../../../src/model/value.ts'

/** A folder that a tool fills with files nobody edits. */
export interface BuildOutput {
  /** `target` */
  readonly name: string
  /** `Cargo.toml`: what says that it will be there. */
  readonly manifest: string
  /** Whether version control ignores it. */
  readonly ignored: boolean
}

/**
 * What builds put below a folder, judged from its manifests and never from the disk. What installs put there
 * (node_modules, .venv) changes seldom, and language servers learn from its changes that a package is there.
 */
export function buildOutputsOf(folder: string, sources: Sources): readonly BuildOutput[] {
  const inside = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  return OUTPUTS.filter(({ manifest }) => sources.has(inside(manifest))).map(output => ({
    ...output,
    ignored: sources.isIgnored(inside(`${output.name}/`)),
  }))
}

const OUTPUTS = [{ name: 'target', manifest: 'Cargo.toml' }]

/** Whether an exclusion list says anything of a folder, be it true or false: then somebody has decided. */
export function isMentioned({ name }: BuildOutput, list: Value): boolean {
  const step = new RegExp(`(^|[/{,])${name.replace('.', '\\.')}($|[/},])`)
  return isTable(list) && Object.keys(list).some(glob => step.test(glob))
}
