import type { EcosystemOptions } from '../../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../../src/model/python.ts'
import type { HeavyLibrary } from '../heavy/heavy-imports.ts'
import { heavyLibraries, importWords } from '../heavy/heavy-imports.ts'
import type { Heavy } from '../heavy/weigh.ts'
import { constructionsIn } from './constructions.ts'
import type { TestFiles } from './test-files.ts'

/** Something heavy that a module constructs when it is imported. */
export interface LoadedOnImport {
  readonly document: PythonDocument
  readonly heavy: Heavy
}

export function loadedOnImport(
  documents: readonly PythonDocument[],
  options: EcosystemOptions,
): readonly LoadedOnImport[] {
  return documents.flatMap(document =>
    constructionsIn(document, options).onImport.map(heavy => ({ document, heavy })),
  )
}

/** The heavy libraries that test code imports, at module level or when a test runs. */
export interface ImportedLibraries {
  readonly libraries: readonly HeavyLibrary[]
}

/**
 * One file that imports a library is enough to count it, and a large suite imports the same one everywhere:
 * the first files that mention it are parsed, not all.
 */
export function importedLibraries(files: TestFiles): ImportedLibraries {
  return {
    libraries: heavyLibraries(({ name }) => {
      const words = new RegExp(importWords([name]))
      return files.first(words, ATTEMPTS).some(document => importsOf(document).has(name))
    }),
  }
}

/** A file may speak of an import without making it; that many in a row do not. */
const ATTEMPTS = 3

function importsOf({ module }: PythonDocument): ReadonlySet<string> {
  const modules = [
    ...module.imports.filter(one => !one.within.notOnImport).map(one => one.module),
    ...module.calls
      .filter(call => /(^|\.)(importorskip|import_module)$/.test(call.callee))
      .flatMap(call => (typeof call.arguments[0]?.literal === 'string' ? [call.arguments[0].literal] : [])),
  ]
  return new Set(modules.map(module => module.split('.', 1)[0] ?? module))
}
