import type { Edit, Span } from '../../model/document.ts'
import type { Section, Syntax } from './syntax.ts'

/** The lines of a file: where they begin and end, and which of them are comments. */
export class Lines {
  readonly text: string
  /** The line ending of the file's first line; `\n` for a file without any. */
  readonly eol: string
  /** 1 behind a byte order mark, else 0. */
  readonly top: number
  private readonly commentStarts: ReadonlySet<number>

  constructor(syntax: Syntax) {
    this.text = syntax.text
    this.eol = /\r?\n/.exec(syntax.text)?.[0] ?? '\n'
    this.top = syntax.text.startsWith('\uFEFF') ? 1 : 0
    this.commentStarts = new Set(syntax.comments.map(comment => comment.start))
  }

  /** The start of the line that holds an offset, behind the byte order mark. */
  start(offset: number): number {
    // lastIndexOf takes a negative position for 0.
    if (offset <= this.top) return this.top
    return Math.max(this.top, this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  /** The start of the next line, or the end of the file. */
  end(offset: number): number {
    const newline = this.text.indexOf('\n', offset)
    return newline === -1 ? this.text.length : newline + 1
  }

  indent(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.start(offset), offset))?.[0] ?? ''
  }

  /** The first offset of its line that is not white space. */
  contentStart(offset: number): number {
    const start = this.start(offset)
    return start + (/^[ \t]*/.exec(this.text.slice(start, this.end(start)))?.[0].length ?? 0)
  }

  /** What indents one level: the least indentation in the file, two spaces where there is none. */
  indentUnit(): string {
    const indents = this.text.match(/^(\t|[ ]+)(?=\S)/gm) ?? []
    return indents.reduce(
      (least, indent) => (indent.length < least.length ? indent : least),
      indents[0] ?? '  ',
    )
  }

  /** The whole lines of a span that shares them with nothing but a comment behind it. */
  ownLines(span: Span): Span | undefined {
    if (this.contentStart(span.start) !== span.start) return undefined
    const end = this.end(span.end)
    const rest = this.text.slice(span.end, end).trim()
    return rest === '' || rest.startsWith('#') ? { start: this.start(span.start), end } : undefined
  }

  isBlank(start: number): boolean {
    return start < this.text.length && this.text.slice(start, this.end(start)).trim() === ''
  }

  isComment(start: number): boolean {
    return start < this.text.length && this.commentStarts.has(this.contentStart(start))
  }

  /** The start of the block of comment lines right above a line; the line itself when there is none. */
  withCommentsAbove(start: number): number {
    let top = start
    while (top > this.top && this.isComment(this.start(top - 1))) top = this.start(top - 1)
    return top
  }

  /** Text for whole lines at the start of a line, or at the end of a file whose last line is not ended. */
  insertLines(at: number, lines: readonly string[]): Edit {
    const body = lines.join(this.eol)
    const unended = at === this.text.length && at > this.top && !this.text.endsWith('\n')
    return { start: at, end: at, text: unended ? this.eol + body : body + this.eol }
  }

  /**
   * Removes whole lines. Of the blank lines around them those above stay, or at the end of the file none;
   * a file without a final newline stays without.
   */
  removeLines(span: Span): Edit {
    let { start, end } = span
    const first = start === this.top
    if (first || this.isBlank(this.start(start - 1))) while (this.isBlank(end)) end = this.end(end)
    if (end === this.text.length && !first) {
      while (start > this.top && this.isBlank(this.start(start - 1))) start = this.start(start - 1)
      if (!this.text.endsWith('\n') && start > this.top) start = this.endOfContent(start)
    }
    return { start, end, text: '' }
  }

  /** Where a section ends: behind its last entry and the comments right below, which are not the next header's. */
  sectionEnd(section: Section, next: Section | undefined): number {
    const last = section.entries.at(-1)?.span ?? section.header
    if (!last) return this.top
    const limit = next?.header ? this.withCommentsAbove(this.start(next.header.start)) : this.text.length
    let end = this.end(last.end)
    while (end < limit && this.isComment(end)) end = this.end(end)
    return Math.min(end, limit)
  }

  /** The offset before the line break that ends at `start`. */
  private endOfContent(start: number): number {
    const before = start - 1
    return this.text[before - 1] === '\r' ? before - 1 : before
  }
}
