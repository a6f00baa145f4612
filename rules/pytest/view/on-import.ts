import type { EcosystemOptions } from '../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../src/model/python.ts'
import { constructionsIn } from './constructions.ts'
import type { HeavyLibrary } from './heavy-imports.ts'
import { heavyLibraries } from './heavy-imports.ts'
import type { Heavy } from './weigh.ts'

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

export function importedLibraries(documents: readonly PythonDocument[]): ImportedLibraries {
  const modules = documents.flatMap(({ module }) => [
    ...module.imports.filter(one => !one.within.notOnImport).map(one => one.module),
    ...module.calls
      .filter(call => /(^|\.)(importorskip|import_module)$/.test(call.callee))
      .flatMap(call => (typeof call.arguments[0]?.literal === 'string' ? [call.arguments[0].literal] : [])),
  ])
  return { libraries: heavyLibraries(modules) }
}
