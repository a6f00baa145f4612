import type { Sources } from '../../../src/model/ecosystem.ts'
import { inFolder } from '../../common/paths.ts'
import { editionOf, type Manifest } from './manifests.ts'
import type { Workspace } from './workspaces.ts'

/** Files directly in `src`: what lies deeper is not read, since trees of a hundred thousand files are. */
export const TOP_SOURCE = /(^|\/)src\/[^/]+\.rs$/

/** A library's examples in documentation, each compiled and linked as a program of its own by `cargo test`. */
export interface Doctests {
  readonly manifest: Manifest
  /** At least so many. */
  readonly count: number
}

/** Since edition 2024 rustdoc merges them into one program; `doctest = false` turns them off. */
export function separateDoctests(sources: Sources, { root, members }: Workspace): readonly Doctests[] {
  return [root, ...members]
    .filter(
      manifest =>
        manifest.document.get(['package']) !== undefined &&
        editionOf(manifest, root) < 2024 &&
        manifest.document.get(['lib', 'doctest']) !== false &&
        manifest.document.get(['lib', 'proc-macro']) !== true &&
        sources.has(inFolder(manifest.folder, 'src/lib.rs')),
    )
    .map(manifest => ({ manifest, count: examplesIn(sources, inFolder(manifest.folder, 'src')) }))
}

function examplesIn(sources: Sources, folder: string): number {
  return sources
    .matching(TOP_SOURCE)
    .filter(path => path.startsWith(`${folder}/`) && !path.includes('/', folder.length + 1))
    .reduce((sum, path) => sum + countExamples(sources.text(path) ?? ''), 0)
}

/** Fences open and close in turn; what opens with another language or with `ignore` is not compiled. */
export function countExamples(text: string): number {
  let isOpen = false
  let count = 0
  for (const [, words = ''] of text.matchAll(/^[ \t]*\/\/[/!][ \t]*```+([^\r\n]*)/gm)) {
    if (!isOpen && words.split(/[\s,]+/).every(word => COMPILED.test(word))) count++
    isOpen = !isOpen
  }
  return count
}

const COMPILED = /^(|rust|no_run|should_panic|compile_fail|edition\d+|E\d+)$/
