import { Composer, CST, type Document, Lexer, Parser } from 'yaml'
import { ParseError, type Span } from '../../model/document.ts'

/** A file as the parser left it: its documents, and every comment in order. */
export interface Syntax {
  readonly documents: readonly Document.Parsed[]
  readonly comments: readonly Span[]
}

/** Throws ParseError for the first thing that is not YAML 1.2, and for nesting that would exhaust the parser. */
export function parseSyntax(text: string): Syntax {
  // The parser takes it for a character like any other, and other readers for the end of a line.
  const alone = text.search(/\r(?!\n)/)
  if (alone !== -1) throw failure(text, 'has a carriage return here without a line feed', alone)
  const parser = new Parser()
  const depth = new Depth()
  const tokens: CST.Token[] = []
  const comments: Span[] = []
  let announced = false
  // Behind a byte order mark the lexer does not see that a line begins.
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  parser.offset = mark
  for (const lexeme of new Lexer().lex(text.slice(mark))) {
    const start = parser.offset
    const isContent: boolean = announced
    announced = !isContent && lexeme === CST.SCALAR
    tokens.push(...parser.next(lexeme))
    if (!isContent && lexeme.startsWith('#')) comments.push({ start, end: start + lexeme.length })
    if (depth.after(lexeme, isContent) > MAX_DEPTH) {
      throw failure(text, `is nested more than ${MAX_DEPTH} levels deep`, start)
    }
  }
  tokens.push(...parser.end())
  const composer = new Composer({ keepSourceTokens: true, resolveKnownTags: false, uniqueKeys: false })
  const documents = [...composer.compose(tokens, true, text.length)]
  for (const { errors } of documents) {
    const [first] = errors
    if (first) throw failure(text, describe(first.message), first.pos[0])
  }
  return { documents, comments }
}

export function failure(text: string, message: string, offset: number): ParseError {
  const before = text.slice(text.startsWith('\uFEFF') ? 1 : 0, offset).split(/\r\n|\n|\r/)
  return new ParseError(`the YAML ${message}`, before.length, (before.at(-1) ?? '').length + 1)
}

/**
 * Far beyond any real file. Two files nested a thousand deep abort Node 20 in a way that cannot be caught, and
 * one of 256 explicit keys inside each other keeps the parser busy for three seconds.
 */
const MAX_DEPTH = 64

/** How deep the next token would be, counted while a file is cut into words: before the parser goes down there. */
class Depth {
  /** The columns at which the block collections around the present place start, and those inside each other on a line. */
  readonly #columns: number[] = []
  #flow = 0
  #column = 0
  #opens = true

  after(lexeme: string, isContent: boolean): number {
    if (isContent) return this.#content(lexeme)
    switch (lexeme.charAt(0)) {
      // The words with which the lexer speaks to the parser, which are not in the text.
      case '\u0002':
      case '\u0018':
      case '\u001f':
        return this.#depth
      case '\n':
      case '\r':
        this.#column = 0
        this.#opens = true
        return this.#depth
      case ' ':
      case '\t':
        this.#column += lexeme.length
        return this.#depth
      case '[':
      case '{':
        this.#content(lexeme)
        this.#flow++
        return this.#depth
      case ']':
      case '}':
        this.#flow = Math.max(0, this.#flow - 1)
        return this.#content(lexeme)
      case '-':
      case '?':
      case ':':
        this.#content(lexeme)
        this.#opens = true
        return this.#depth
      default:
        return this.#content(lexeme)
    }
  }

  get #depth(): number {
    return this.#columns.length + this.#flow
  }

  #content(lexeme: string): number {
    if (this.#opens && this.#flow === 0) {
      while ((this.#columns.at(-1) ?? -1) >= this.#column) this.#columns.pop()
      this.#columns.push(this.#column)
    }
    this.#opens = false
    this.#column += lexeme.length
    return this.#depth
  }
}

/** The parser's sentences end in a full stop and speak of themselves; ours go on after "the YAML". */
function describe(message: string): string {
  const sentence = message.trimEnd().replace(/\.$/, '')
  return `cannot be read: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}
