import type { Bytes } from '../../../src/model/bytes.ts'
import { MiB } from '../../../src/model/bytes.ts'
import type { Evidence } from '../../../src/model/footprint.ts'

/** A library that takes much memory as soon as it is imported. */
export interface HeavyLibrary {
  /** The top-level package. */
  readonly name: string
  readonly bytes: Bytes
  readonly evidence: Evidence
  readonly source: string
  /** Libraries that it imports itself, whose memory is part of its own figure. */
  readonly includes: readonly string[]
}

const MEASURED = 'private memory of `import` in a fresh process: CPython 3.11.7, Linux x86-64'
const NOT_MEASURED = 'not measured'

function measured(
  name: string,
  mebibytes: number,
  version: string,
  includes: readonly string[],
): HeavyLibrary {
  return {
    name,
    bytes: mebibytes * MiB,
    evidence: 'measured',
    source: `${name} ${version}, ${MEASURED}`,
    includes,
  }
}

function guessed(name: string, mebibytes: number, includes: readonly string[]): HeavyLibrary {
  return { name, bytes: mebibytes * MiB, evidence: 'guess', source: NOT_MEASURED, includes }
}

/** Libraries worth counting, those that bring others along first. */
const HEAVY_LIBRARIES: readonly HeavyLibrary[] = [
  {
    name: 'sentence_transformers',
    bytes: 228 * MiB,
    evidence: 'cited',
    source: 'https://github.com/UKPLab/sentence-transformers/issues/1469',
    includes: ['transformers', 'torch', 'sklearn', 'scipy', 'datasets'],
  },
  guessed('tensorflow', 400, ['keras']),
  guessed('keras', 400, []),
  guessed('torch', 200, []),
  guessed('jax', 150, ['scipy']),
  guessed('transformers', 100, []),
  guessed('spacy', 100, []),
  guessed('datasets', 120, ['pandas']),
  measured('chromadb', 59, '1.5.9', []),
  measured('onnxruntime', 32, '1.31.1', []),
  measured('sklearn', 126, '1.9.1', ['scipy']),
  measured('scipy', 83, '1.17.1', []),
  measured('pandas', 52, '3.1.1', []),
]

/** The heavy libraries that are imported; those that another one brings along are part of its figure. */
export function heavyLibraries(isImported: (library: HeavyLibrary) => boolean): readonly HeavyLibrary[] {
  const found = HEAVY_LIBRARIES.filter(isImported)
  return found.filter(library => !found.some(other => other.includes.includes(library.name)))
}

/** What gives an import of one of some libraries away, for a test on bytes. */
export function importWords(names: readonly string[]): string {
  return `(?:import|from|,|importorskip\\(["']) ?(?:${names.join('|')})\\b`
}

export const HEAVY_LIBRARY_WORDS: readonly string[] = [importWords(HEAVY_LIBRARIES.map(({ name }) => name))]
