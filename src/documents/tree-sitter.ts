import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'
import { type Binding, readWordsDirectly } from './tree-sitter-words.ts'

let started: Promise<void> | undefined

/** A parser for one language. tree-sitter itself is started once. */
export async function parserOf(grammar: 'tree-sitter-python' | 'tree-sitter-bash'): Promise<Parser> {
  started ??= start()
  await started
  const parser = new Parser()
  parser.setLanguage(await Language.load(wasm(grammar)))
  return parser
}

async function start(): Promise<void> {
  const binding: Binding = { wasmBinary: wasm('web-tree-sitter') }
  await Parser.init(binding)
  readWordsDirectly(binding)
}

/** A WebAssembly file lies beside the bundle; in a checkout it is in its package. */
function wasm(name: string): Uint8Array {
  const beside = new URL(`./${name}.wasm`, import.meta.url)
  if (existsSync(beside)) return readFileSync(beside)
  return readFileSync(createRequire(import.meta.url).resolve(`${name}/${name}.wasm`))
}
