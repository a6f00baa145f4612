import type { Sources } from '../../../src/model/ecosystem.ts'
import { isTable } from '../../../src/model/value.ts'
import { folderOf, inFolder, resolvePath } from '../../common/paths.ts'
import { editionOf, type Manifest } from './manifests.ts'
import type { Workspace } from './workspaces.ts'

export const LOCK = /(^|\/)Cargo\.lock$/
/** Each of these becomes a program of its own, linked with everything it uses. */
export const TEST_TARGET = /(^|\/)tests\/([^/]+|[^/]+\/main)\.rs$/

/** Programs that `cargo test` links for one package's integration tests. */
export interface TestPrograms {
  readonly manifest: Manifest
  readonly count: number
  /** How many of them could be modules of one: those that use the harness of the standard library. */
  readonly mergeable: number
}

/** Those that cargo finds by itself and those that are declared, without what only some features build. */
export function testPrograms(sources: Sources, { root, members }: Workspace): readonly TestPrograms[] {
  return [root, ...members].map(manifest => {
    const declared = declaredTests(manifest)
    const found = discovers(manifest, root, declared) ? discoveredTests(sources, manifest.folder) : []
    const listed = declared.map(test => ({ ...test, path: test.path ?? pathNamed(test.name, found) }))
    const paths = new Set(listed.map(test => test.path))
    const linked = listed.filter(test => test.linked)
    const others = found.filter(path => !paths.has(path)).length
    return {
      manifest,
      count: linked.length + others,
      mergeable: linked.filter(test => test.harness).length + others,
    }
  })
}

/** `tests/NAME.rs` and `tests/NAME/main.rs`, relative to the package. */
function discoveredTests(sources: Sources, folder: string): readonly string[] {
  const home = inFolder(folder, 'tests')
  return sources
    .matching(TEST_TARGET)
    .filter(path => {
      const own = folderOf(path)
      return own === home || (path.endsWith('/main.rs') && folderOf(own) === home)
    })
    .map(path => path.slice(home.length - 'tests'.length))
}

interface DeclaredTest {
  readonly name: string
  /** Relative to the package. */
  readonly path: string | undefined
  /** Whether a plain `cargo test` links it. */
  readonly linked: boolean
  readonly harness: boolean
}

function declaredTests({ document }: Manifest): readonly DeclaredTest[] {
  const tests = document.get(['test'])
  return (Array.isArray(tests) ? tests : []).filter(isTable).map(test => ({
    name: String(test.name),
    path: typeof test.path === 'string' ? resolvePath('', test.path) : undefined,
    linked: test.test !== false && test['required-features'] === undefined,
    harness: test.harness !== false,
  }))
}

function pathNamed(name: string, found: readonly string[]): string | undefined {
  return [`tests/${name}.rs`, `tests/${name}/main.rs`].find(path => found.includes(path))
}

/** Packages of the first edition that declare a test declare all of them, unless they say otherwise. */
function discovers(manifest: Manifest, root: Manifest, declared: readonly DeclaredTest[]): boolean {
  const written = manifest.document.get(['package', 'autotests'])
  return typeof written === 'boolean' ? written : declared.length === 0 || editionOf(manifest, root) > 2015
}

/** Names of the packages in the workspace's lock file, each as often as it has versions; undefined without one. */
export function lockedPackages(sources: Sources, { root }: Workspace): readonly string[] | undefined {
  const text = sources.text(inFolder(root.folder, 'Cargo.lock'))
  const found = [...(text?.matchAll(/^\[\[package\]\]\s+name\s*=\s*"([^"]*)"/gm) ?? [])]
  return found.length > 0 ? found.map(([, name = '']) => name) : undefined
}
