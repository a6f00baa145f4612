import { Node, Project, type SourceFile, SyntaxKind, ts } from 'ts-morph'
import { ParseError, type Span } from '../../model/document.ts'

/** A file as TypeScript's parser sees it, with its tokens and comments; all offsets are the file's own. */
export interface Syntax {
  readonly text: string
  readonly file: SourceFile
  readonly tokens: readonly Token[]
  readonly comments: readonly Span[]
}

export interface Token extends Span {
  readonly kind: number
}

/** Throws ParseError for the first thing that is not JavaScript or TypeScript. */
export function parse(path: string, text: string): Syntax {
  refuseDepth(text)
  // A byte order mark would be dropped, and every offset moved.
  const readable = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true })
  const file = project.createSourceFile(`/${path.split('/').at(-1)}`, readable)
  const [error] = errorsOf(file)
  if (error) throw failure(text, ts.flattenDiagnosticMessageText(error.messageText, ' '), error.start)
  const tokens = tokensOf(file)
  return { text, file, tokens, comments: commentsBetween(readable, tokens) }
}

/** The parser keeps what it found wrong on the node; asking for it officially would load a whole program. */
function errorsOf(file: SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file.compilerNode as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[]
  }
  return parseDiagnostics
}

function tokensOf(file: SourceFile): Token[] {
  const tokens: Token[] = []
  const source = file.compilerNode
  const pending: ts.Node[] = [source]
  for (let node = pending.pop(); node; node = pending.pop()) {
    const children = node.getChildren(source)
    if (children.length > 0) pending.push(...children.toReversed().filter(child => !isDocumentation(child)))
    else if (node.getEnd() > node.getStart(source)) {
      tokens.push({ kind: node.kind, start: node.getStart(source), end: node.getEnd() })
    }
  }
  return tokens
}

/** JSDoc comments are nodes, and comments all the same. */
function isDocumentation(node: ts.Node): boolean {
  return node.kind >= SyntaxKind.FirstJSDocNode && node.kind <= SyntaxKind.LastJSDocNode
}

/** Between two tokens there is white space and comments only. */
function commentsBetween(text: string, tokens: readonly Token[]): Span[] {
  const comments: Span[] = []
  let from = 0
  for (const next of [...tokens, { start: text.length, end: text.length }]) {
    const gap = text.slice(from, next.start)
    for (const match of gap.matchAll(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|^#![^\r\n]*/g)) {
      comments.push({ start: from + match.index, end: from + match.index + match[0].length })
    }
    from = next.end
  }
  return comments
}

/** Far beyond any real configuration, and far below where the parser's recursion ends. */
const MAX_DEPTH = 256

/** Brackets in strings and comments count too: what has so many of them is no configuration either. */
function refuseDepth(text: string): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === 40 || character === 91 || character === 123) depth++
    else if (character === 41 || character === 93 || character === 125) depth = Math.max(0, depth - 1)
    if (depth > MAX_DEPTH) throw failure(text, `it is nested more than ${MAX_DEPTH} levels deep`, at)
  }
}

function failure(text: string, message: string, offset: number): ParseError {
  const before = text.slice(text.startsWith('\uFEFF') ? 1 : 0, offset).split(/\r\n|\n|\r/)
  const reason = message.replace(/\.$/, '')
  return new ParseError(reason, before.length, (before.at(-1) ?? '').length + 1)
}

/** An expression without parentheses and type annotations around it. */
export function bare(node: Node): Node {
  if (
    Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isNonNullExpression(node) ||
    Node.isTypeAssertion(node)
  )
    return bare(node.getExpression())
  return node
}
