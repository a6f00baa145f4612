import { Node, SyntaxKind } from 'ts-morph'
import { type Document, type Edit, isRefusal, type Op, type Refusal, type Span } from '../model/document.ts'
import { type Place, type Value, valueAt } from '../model/value.ts'
import { hasComment, ownComments } from './braces/comments.ts'
import { insertInto, type Source } from './braces/insert.ts'
import { layoutOf } from './braces/layout.ts'
import { refusedTwin, removeItem } from './braces/remove.ts'
import { render } from './braces/render.ts'
import { differenceBeyond, expectedValue, nameOfPlace } from './expected.ts'
import { type Containers, containersOf } from './javascript/containers.ts'
import { namesOf } from './javascript/names.ts'
import { notationOf } from './javascript/notation.ts'
import { type Meaning, resolver } from './javascript/resolve.ts'
import { exportedBy } from './javascript/results.ts'
import { contentOf, type StringLiteral, spanInString } from './javascript/strings.ts'
import { parse, type Syntax } from './javascript/syntax.ts'
import { type Found, meaningAt, placesOf, valueFor } from './javascript/values.ts'
import { indentAt } from './line-text.ts'
import { differentToken, inOrder, type Tokens } from './token-proof.ts'

/**
 * Reads the configuration that a module in JavaScript or TypeScript exports. Nothing is executed: literals, constants of
 * the same file, spreads, functions with one result, and the calls that merge configurations are understood;
 * everything else is a Literal. Conditions stand as src/model/choice.ts says. Throws ParseError.
 */
export function parseJavaScript(path: string, text: string): Document {
  const syntax = parse(path, text)
  const exported = exportedBy(syntax.file)
  const meaning = exported && resolver(namesOf(syntax.file)).meaningOf(exported)
  const value = meaning && valueFor(meaning, text)
  const containers = containersOf(syntax, placesOf(meaning))
  const comments = ownComments(text, containers.tree)
  const notation = notationOf(stringsOf(syntax))
  const source: Source = {
    text,
    tree: containers.tree,
    comments,
    notation,
    ...layoutOf(text, containers.tree),
  }
  const file: File = { meaning, containers, source }
  const document: Document = {
    path,
    format: 'javascript',
    text,
    comments: comments.map(({ start, end, text, anchor }) => ({ start, end, text, anchor })),
    get: at => valueAt(value, at),
    span: at => spanOf(meaningAt(meaning, at)),
    keySpan: at => keySpanOf(meaningAt(meaning, at)),
    spanWithin(at, find) {
      const string = stringAt(file, at)
      return isRefusal(string) ? undefined : spanInString(text, string, find)
    },
    nameOf: nameOfPlace,
    lower(op) {
      const expected = value === undefined ? NOTHING : expectedValue(value, [op])
      return isRefusal(expected) ? expected : lower(file, op)
    },
    differs(after, ops, edits) {
      const difference = differentToken(tokensOf(document), tokensOf(after), inOrder(edits))
      return (
        difference ??
        (value === undefined ? NOTHING.refused : differenceBeyond(value, after.get([]) ?? null, ops))
      )
    },
  }
  PARSED.set(document, syntax)
  return document
}

interface File {
  readonly meaning: Meaning | undefined
  readonly containers: Containers
  readonly source: Source
}

const NOTHING: Refusal = { refused: 'the file exports no configuration that can be read' }

/** The syntax of every document, for comparing two of them. */
const PARSED = new WeakMap<Document, Syntax>()

function tokensOf(document: Document): Tokens {
  const tokens = PARSED.get(document)?.tokens ?? []
  return {
    text: document.text,
    tokens: tokens.map(({ kind, start, end }) => ({
      type: String(kind),
      text: document.text.slice(start, end),
      start,
      end,
    })),
  }
}

function stringsOf({ file }: Syntax): string[] {
  return file.getDescendantsOfKind(SyntaxKind.StringLiteral).map(literal => literal.getText())
}

/** What is said nowhere has no place. */
function spanOf(found: Found | undefined): Span | undefined {
  const span = found?.meaning.span
  return span && span.end > 0 ? span : undefined
}

function keySpanOf(found: Found | undefined): Span | undefined {
  const property = found?.entry?.property
  if (!property || !Node.isPropertyNamed(property)) return undefined
  const name = property.getNameNode()
  return { start: name.getStart(), end: name.getEnd() }
}

function lower(file: File, op: Op): readonly Edit[] | Refusal {
  if (op.op === 'insert') return insert(file, op.at, op.value, op.comments)
  if (op.op === 'rewrite') return { refused: 'only Python files can be rewritten' }
  if (op.op === 'lift') return { refused: 'only ini files have comments lifted out of values' }
  const found = meaningAt(file.meaning, op.at)
  if (!found || !spanOf(found)) return { refused: `there is no ${nameOfPlace(op.at)} that can be changed` }
  if (found.meaning.shared) return { refused: `${nameOfPlace(op.at)} is said where other places read it too` }
  if (op.op === 'set') return replace(file, found.meaning, op.at, op.value)
  if (op.op === 'splice' || op.op === 'append') return changeString(file, op)
  const item = file.containers.itemOf(found.entry?.property ?? found.element)
  if (!item || (found.entry && !Node.isPropertyAssignment(found.entry.property)))
    return { refused: `${nameOfPlace(op.at)} is no property of its own` }
  const twins = refusedTwin(item)
  if (twins) return twins
  if (op.op === 'remove') return removeItem(file.source.text, file.source.comments, item)
  const key = keySpanOf(found)
  return key
    ? [{ ...key, text: file.source.notation.key(op.key) }]
    : { refused: `${nameOfPlace(op.at)} has no name to change` }
}

function replace({ source }: File, { span }: Meaning, at: Place, value: Value): readonly Edit[] | Refusal {
  if (hasComment(source.comments, span.start, span.end))
    return { refused: `the comments inside ${nameOfPlace(at)} would be lost` }
  const indent = indentAt(source.text, span.start)
  const text = render(value, { ...source, indent, oneLine: false, afterColon: ' ' })
  return isRefusal(text) ? text : [{ ...span, text }]
}

function insert(
  { meaning, containers, source }: File,
  at: Place,
  value: Value,
  comments: (Op & { op: 'insert' })['comments'],
): readonly Edit[] | Refusal {
  for (let depth = at.length; depth >= 0; depth--) {
    const found = meaningAt(meaning, at.slice(0, depth))?.meaning
    if (!found) continue
    if (depth === at.length) {
      const isBlank = found.kind === 'absent' && found.span.end > 0 && !found.shared
      if (isBlank) return replace({ meaning, containers, source }, found, at, value)
      return found.kind === 'absent'
        ? { refused: 'what stands for it under another condition is written nowhere' }
        : { refused: `${nameOfPlace(at)} is already there` }
    }
    const holds = found.kind === 'table' || found.kind === 'list'
    if (holds && found.open)
      return {
        refused: `${nameOfPlace(at)} may be said already by what is merged or spread into the configuration`,
      }
    const container = holds && found.literal && containers.of(found.literal)
    if (!container || found.shared)
      return { refused: `there is no one place in the file for a new ${nameOfPlace(at)}` }
    return insertInto(source, container, at.slice(depth), value, comments)
  }
  return NOTHING
}

/** A string that is written at a place itself, and not somewhere that the place refers to. */
function stringAt({ meaning, source }: File, at: Place): StringLiteral | Refusal {
  const found = meaningAt(meaning, at)?.meaning
  if (found?.kind !== 'value' || typeof found.value !== 'string')
    return { refused: `${nameOfPlace(at)} is not a string` }
  if (!/['"`]/.test(source.text.charAt(found.span.start)))
    return { refused: `${nameOfPlace(at)} is not written as a string there` }
  return { ...found.span, value: found.value }
}

function changeString(file: File, op: Op & { op: 'splice' | 'append' }): readonly Edit[] | Refusal {
  const string = stringAt(file, op.at)
  if (isRefusal(string)) return string
  const text = contentOf(op.text, file.source.text.charAt(string.start))
  if (op.op === 'append') return [{ start: string.end - 1, end: string.end - 1, text }]
  const span = spanInString(file.source.text, string, op.find)
  return span ? [{ ...span, text }] : { refused: `${op.find} is not there exactly once, as it is written` }
}
