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

/** What builds and installs put below a folder, judged from its manifests and never from the disk. */
export function buildOutputsOf(folder: string, sources: Sources): readonly BuildOutput[] {
  const inside = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  return OUTPUTS.flatMap(({ name, manifests, always }) => {
    const manifest = manifests.find(file => sources.has(inside(file)))
    const ignored = sources.isIgnored(inside(`${name}/`))
    return manifest !== undefined && (ignored || always) ? [{ name, manifest, ignored }] : []
  })
}

/** `always`: worth a word even where version control does not ignore it; cargo itself does when it makes a package. */
const OUTPUTS: readonly { name: string; manifests: readonly string[]; always: boolean }[] = [
  { name: 'target', manifests: ['Cargo.toml'], always: true },
  { name: 'node_modules', manifests: ['package.json'], always: false },
  { name: '.venv', manifests: ['pyproject.toml', 'requirements.txt', 'requirements-dev.txt'], always: false },
]

/** Whether an exclusion list says anything of a folder, be it true or false: then somebody has decided. */
export function isMentioned({ name }: BuildOutput, list: Value): boolean {
  const step = new RegExp(`(^|[/{,])${name.replace('.', '\\.')}($|[/},])`)
  return isTable(list) && Object.keys(list).some(glob => step.test(glob))
}
