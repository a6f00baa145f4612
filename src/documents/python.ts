import type { Parser } from 'web-tree-sitter'
import { ParseError } from '../model/document.ts'
import type { PythonDocument } from '../model/python.ts'
import { copyTree } from './python/copy.ts'
import { PythonFile } from './python/document.ts'
import type { SyntaxTree } from './python/syntax.ts'
import { parserOf } from './tree-sitter.ts'

/** Throws ParseError for a file that tree-sitter's Python grammar cannot read as a whole. */
export type ParsePython = (path: string, text: string) => PythonDocument

let loading: Promise<ParsePython> | undefined

/** Starts the parser once; parsing is synchronous from then on. */
export function loadPython(): Promise<ParsePython> {
  loading ??= start()
  return loading
}

async function start(): Promise<ParsePython> {
  const parser = await parserOf('tree-sitter-python')
  return (path, text) => new PythonFile(path, parse(parser, text))
}

/** The tree is freed at once: WebAssembly memory grows and never shrinks. */
function parse(parser: Parser, text: string): SyntaxTree {
  const tree = parser.parse(text)
  if (!tree) throw new ParseError('not a Python file', 1, 1)
  const cursor = tree.walk()
  try {
    return copyTree(cursor, text)
  } finally {
    cursor.delete()
    tree.delete()
  }
}
