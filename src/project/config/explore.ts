import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cosmiconfigSync, defaultLoadersSync, type LoaderSync } from 'cosmiconfig'
import { isTable, type Value, valueAt } from '../../model/value.ts'

/** Readers of the formats that memlint reads itself, comments in JSON included. They throw ParseError. */
export interface Readers {
  json(path: string, text: string): Value | undefined
  toml(path: string, text: string): Value | undefined
}

/** A configuration as its file has it, unchecked. */
export interface Written {
  /** Absolute. */
  readonly file: string
  readonly data: unknown
}

export interface Explorer {
  /** The first of some files in a folder that holds a configuration. */
  search(folder: string): Written | undefined
  load(file: string): Written | undefined
}

/** What an explorer over some file names finds. It reads data and executes nothing. */
export function explorer(names: readonly string[], readers: Readers): Explorer {
  const json = dataOnly((path, text) => object(path, readers.json(path, text)))
  const yaml = dataOnly(defaultLoadersSync['.yaml'])
  const toml = dataOnly((path, text) => tomlPart(path, readers.toml(path, text)))
  const created = inNoFolder(() =>
    cosmiconfigSync('memlint', {
      searchPlaces: [...names],
      searchStrategy: 'none',
      ignoreEmptySearchPlaces: false,
      cache: false,
      loaders: {
        '.json': json,
        '.yaml': yaml,
        '.yml': yaml,
        '.toml': toml,
        noExt: yaml,
        // A configuration can import another file by any name, whose loader would be cosmiconfig's own.
        ...Object.fromEntries(['.js', '.cjs', '.mjs', '.ts'].map(extension => [extension, refuseCode])),
      },
    }),
  )
  return {
    search: folder => written(created.search(folder)),
    load: file => written(created.load(file)),
  }
}

/** cosmiconfig asks package.json for a key without looking what it is. */
function object(path: string, data: Value | undefined): Value | undefined {
  if (basename(path) === 'package.json' && !isTable(data)) throw new Error('is not a JSON object')
  return data
}

function written(result: { filepath: string; config: unknown } | null): Written | undefined {
  return result ? { file: result.filepath, data: result.config } : undefined
}

/**
 * On creation cosmiconfig reads its own options from the working directory and executes
 * `./.config/config.js` there; no option turns that off. So, for that moment, the working directory is said to be a
 * folder of memlint's own that does not exist.
 */
function inNoFolder<T>(create: () => T): T {
  const { cwd } = process
  process.cwd = () => NOWHERE
  try {
    return create()
  } finally {
    process.cwd = cwd
  }
}

const NOWHERE = fileURLToPath(new URL('nowhere', import.meta.url))

/** Wraps a reader so that it drops the byte order mark and refuses cosmiconfig's own import mechanism. */
function dataOnly(load: LoaderSync): LoaderSync {
  return (path, text) => {
    const data: unknown = load(path, text.replace(/^\uFEFF/, ''))
    if (imports(data) || (basename(path) === 'package.json' && imports(own(data, 'memlint')))) {
      throw new Error('"$import" is not supported: a configuration is one file')
    }
    return data
  }
}

function imports(data: unknown): boolean {
  return own(data, '$import') !== undefined
}

function own(data: unknown, key: string): unknown {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return undefined
  return Object.getOwnPropertyDescriptor(data, key)?.value
}

function refuseCode(): never {
  throw new Error('memlint reads data and executes nothing: use JSON, YAML or TOML')
}

/** Where memlint's part is in a TOML file. */
export function tomlPlaces(path: string): readonly (readonly string[])[] {
  if (basename(path) === 'pyproject.toml') return [['tool', 'memlint']]
  if (basename(path) === 'Cargo.toml') {
    return [
      ['workspace', 'metadata', 'memlint'],
      ['package', 'metadata', 'memlint'],
    ]
  }
  return [[]]
}

/** Null is cosmiconfig's word for "not here, look on". */
function tomlPart(path: string, data: Value | undefined): Value | null {
  const parts = tomlPlaces(path).map(at => valueAt(data, at))
  return parts.find(part => isTable(part)) ?? parts.find(part => part !== undefined) ?? null
}
