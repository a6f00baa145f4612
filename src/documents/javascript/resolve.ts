import { type BinaryExpression, type NewExpression, Node, SyntaxKind } from 'ts-morph'
import type { Span } from '../../model/document.ts'
import type { Value } from '../../model/value.ts'
import { conditionOf } from './conditions.ts'
import type { Names } from './names.ts'
import { resultOf } from './results.ts'
import { bare } from './syntax.ts'

/** What an expression comes to, as far as the file itself says it. */
export type Meaning = Known | TableMeaning | ListMeaning | ChoiceMeaning | MadeMeaning

interface Written {
  /** The expression as it stands where it is used. */
  readonly span: Span
  /** It is used in several places: an edit would change all of them. */
  readonly shared: boolean
}

export interface Known extends Written {
  /** `absent` is `undefined`; `unknown` what cannot be told without running it. */
  readonly kind: 'value' | 'absent' | 'unknown'
  readonly value?: Value
}

export interface TableMeaning extends Written {
  readonly kind: 'table'
  readonly entries: ReadonlyMap<string, Entry>
  /** Something that cannot be seen may add keys. */
  readonly open: boolean
  /** Where a new key goes and wins over all others; undefined where there is no such place. */
  readonly literal?: Node
}

export interface ListMeaning extends Written {
  readonly kind: 'list'
  readonly items: readonly Meaning[]
  /** The items as they stand in the literal. */
  readonly elements?: readonly Node[]
  readonly open: boolean
  readonly literal?: Node
}

export interface ChoiceMeaning extends Written {
  readonly kind: 'choice'
  /** `ci`, `local`, or the condition as written. */
  readonly when: string
  readonly yes: Meaning
  readonly no: Meaning
}

/** `new TerserPlugin({ parallel: 4 })` */
export interface MadeMeaning extends Written {
  readonly kind: 'made'
  /** The module that the class is imported from, or the class as written. */
  readonly from: string
  readonly given: ListMeaning
}

/** A key of a table, and the property that says it. */
export interface Entry {
  readonly meaning: Meaning
  readonly property: Node
}

export function resolver(names: Names) {
  return { meaningOf: (expression: Node) => meaningOf(expression, { names, depth: 0, shared: false }) }
}

interface Context {
  readonly names: Names
  readonly depth: number
  readonly shared: boolean
}

/** Said nowhere, so that it has no place either. */
const ABSENT: Known = { kind: 'absent', span: { start: 0, end: 0 }, shared: true }

/** Names that stand for names that stand for names. */
const MAX_STEPS = 64

function meaningOf(expression: Node, outer: Context): Meaning {
  const context = { ...outer, depth: outer.depth + 1 }
  const node = bare(expression)
  const written = { span: { start: expression.getStart(), end: expression.getEnd() }, shared: context.shared }
  const unknown: Known = { kind: 'unknown', ...written }
  if (context.depth > MAX_STEPS) return unknown
  const literal = literalOf(node)
  if (literal !== undefined) return { kind: 'value', value: literal, ...written }
  if (Node.isIdentifier(node) && node.getText() === 'undefined') return { kind: 'absent', ...written }
  if (Node.isObjectLiteralExpression(node)) return { ...tableOf(node, context), ...written }
  if (Node.isArrayLiteralExpression(node)) return { ...listOf(node, context), ...written }
  if (Node.isNewExpression(node)) {
    const given = { ...elementsMeaning(node.getArguments(), context), ...written }
    return { kind: 'made', from: classOf(node, context), given, ...written }
  }
  if (Node.isIdentifier(node)) {
    const value = context.names.valueOf(node)
    const shared = context.shared || context.names.isShared(node)
    return value ? { ...meaningOf(value, { ...context, shared }), span: written.span } : unknown
  }
  if (Node.isConditionalExpression(node)) {
    const yes = meaningOf(node.getWhenTrue(), context)
    const no = meaningOf(node.getWhenFalse(), context)
    return { kind: 'choice', when: whenOf(node.getCondition(), context), yes, no, ...written }
  }
  if (isAnd(node)) {
    const yes = meaningOf(node.getRight(), context)
    return {
      kind: 'choice',
      when: whenOf(node.getLeft(), context),
      yes,
      no: ABSENT,
      ...written,
    }
  }
  if (Node.isCallExpression(node)) {
    const configs = mergedBy(node)
    return configs
      ? {
          ...merged(
            configs.map(each => meaningOf(each, context)),
            written,
          ),
          span: written.span,
        }
      : unknown
  }
  const result = resultOf(node)
  return result ? { ...meaningOf(result, context), span: written.span } : unknown
}

/** Strings, numbers and what is computed from numbers alone. */
function literalOf(node: Node): Value | undefined {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralValue()
  if (Node.isNumericLiteral(node)) return node.getLiteralValue()
  if (Node.isTrueLiteral(node)) return true
  if (Node.isFalseLiteral(node)) return false
  if (Node.isNullLiteral(node)) return null
  if (Node.isPrefixUnaryExpression(node) && node.getOperatorToken() === SyntaxKind.MinusToken) {
    const value = literalOf(bare(node.getOperand()))
    return typeof value === 'number' ? -value : undefined
  }
  if (!Node.isBinaryExpression(node)) return undefined
  const [left, right] = [literalOf(bare(node.getLeft())), literalOf(bare(node.getRight()))]
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  return ARITHMETIC[node.getOperatorToken().getText()]?.(left, right)
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
}

function whenOf(condition: Node, { names }: Context): string {
  return conditionOf(condition, names) ?? condition.getText()
}

function isAnd(node: Node): node is BinaryExpression {
  return Node.isBinaryExpression(node) && node.getOperatorToken().getText() === '&&'
}

function tableOf(node: Node, context: Context): Omit<TableMeaning, keyof Written> {
  const entries = new Map<string, Entry>()
  let open = false
  if (!Node.isObjectLiteralExpression(node)) return { kind: 'table', entries, open }
  for (const property of node.getProperties()) {
    if (Node.isSpreadAssignment(property)) {
      const spread = meaningOf(property.getExpression(), context)
      open = spreadInto(entries, spread, property) || open
      continue
    }
    const key = keyOf(property)
    if (key === undefined) {
      // A computed key may be any of them.
      obscure(entries)
      open = true
      continue
    }
    // A key that is said again counts where it was said last.
    entries.delete(key)
    entries.set(key, { property, meaning: propertyMeaning(property, context) })
  }
  return { kind: 'table', entries, open, literal: node }
}

function propertyMeaning(property: Node, context: Context): Meaning {
  if (Node.isPropertyAssignment(property)) {
    const value = property.getInitializer()
    if (value) return meaningOf(value, context)
  }
  if (Node.isShorthandPropertyAssignment(property)) return meaningOf(property.getNameNode(), context)
  return {
    kind: 'unknown',
    span: { start: property.getStart(), end: property.getEnd() },
    shared: context.shared,
  }
}

/** The name of a property; undefined where it is computed. */
export function keyOf(property: Node): string | undefined {
  if (Node.isShorthandPropertyAssignment(property)) return property.getName()
  if (!Node.isPropertyNamed(property)) return undefined
  const name = property.getNameNode()
  if (Node.isIdentifier(name)) return name.getText()
  if (Node.isStringLiteral(name) || Node.isNumericLiteral(name)) return String(name.getLiteralValue())
  return undefined
}

/** Adds what is spread to what stands before it. Returns whether something may be in it that cannot be seen. */
function spreadInto(entries: Map<string, Entry>, spread: Meaning, property: Node): boolean {
  if (spread.kind === 'absent') return false
  if (spread.kind === 'table') {
    for (const [key, entry] of spread.entries) {
      entries.delete(key)
      entries.set(key, entry)
    }
    if (spread.open) obscure(entries, spread.entries)
    return spread.open
  }
  if (spread.kind !== 'choice') {
    obscure(entries)
    return true
  }
  const [yes, no] = [spread.yes, spread.no].map(branch => {
    const own = new Map(entries)
    const open = spreadInto(own, branch, property)
    return { own, open }
  })
  if (!yes || !no) return true
  for (const key of new Set([...yes.own.keys(), ...no.own.keys()])) {
    const [a, b] = [yes.own.get(key), no.own.get(key)]
    if (a && a === b) continue
    const meaning: ChoiceMeaning = {
      kind: 'choice',
      when: spread.when,
      yes: a?.meaning ?? ABSENT,
      no: b?.meaning ?? ABSENT,
      span: spread.span,
      shared: true,
    }
    entries.delete(key)
    entries.set(key, { property, meaning })
  }
  return yes.open || no.open
}

/** Something may follow that says a key again: what it is then cannot be told. `but` what is said by that thing itself. */
function obscure(entries: Map<string, Entry>, but: ReadonlyMap<string, Entry> = new Map()): void {
  for (const [key, entry] of entries) {
    if (but.has(key)) continue
    const { span } = entry.meaning
    entries.set(key, { ...entry, meaning: { kind: 'unknown', span, shared: true } })
  }
}

function listOf(node: Node, context: Context): Omit<ListMeaning, keyof Written> {
  const elements = Node.isArrayLiteralExpression(node) ? node.getElements() : []
  const plain = !elements.some(element => Node.isSpreadElement(element))
  return { ...elementsMeaning(elements, context), ...(plain && { literal: node, elements }) }
}

function elementsMeaning(elements: readonly Node[], context: Context): Omit<ListMeaning, keyof Written> {
  const items: Meaning[] = []
  let open = false
  for (const element of elements) {
    if (!Node.isSpreadElement(element)) {
      items.push(meaningOf(element, context))
      continue
    }
    const spread = meaningOf(element.getExpression(), { ...context, shared: true })
    if (spread.kind === 'list') items.push(...spread.items)
    open ||= spread.kind !== 'list' || spread.open
  }
  return { kind: 'list', items, open }
}

/** A class that has a name of its own in its module is told by both: `esbuild-loader EsbuildPlugin`. */
function classOf(made: NewExpression, { names }: Context): string {
  const written = bare(made.getExpression())
  const imported = Node.isIdentifier(written) ? names.importOf(written) : undefined
  if (!imported) return /^require\((['"])([^'"]+)\1\)$/.exec(written.getText())?.[2] ?? written.getText()
  return imported.name === 'default' ? imported.module : `${imported.module} ${imported.name}`
}

/** The configurations that a call of a known function puts together; undefined for other calls. */
function mergedBy(call: Node): Node[] | undefined {
  if (!Node.isCallExpression(call)) return undefined
  const name = call.getExpression().getText()
  return MERGING.has(name) ? call.getArguments() : undefined
}

/** vitest, Vite, Playwright, Cypress, rstest: each returns its argument; several are merged, the last one wins. */
const MERGING: ReadonlySet<string> = new Set([
  ...['defineConfig', 'defineProject', 'defineWorkspace'],
  ...['mergeConfig', 'merge'],
])

/** Tables are merged key by key, at every depth; of anything else the last one counts, and lists are joined. */
function merged(meanings: readonly Meaning[], written: Written): Meaning {
  const [first, ...others] = meanings
  if (!first) return { kind: 'unknown', ...written }
  return others.reduce((base, over) => mergedTwo(base, over, written), first)
}

function mergedTwo(base: Meaning, over: Meaning, written: Written): Meaning {
  if (over.kind === 'absent') return base
  if (base.kind === 'table' && over.kind === 'table') {
    const entries = new Map(base.entries)
    for (const [key, entry] of over.entries) {
      const old = entries.get(key)?.meaning
      const hidden = base.open ? opened(entry.meaning) : entry.meaning
      entries.set(key, { ...entry, meaning: old ? mergedTwo(old, entry.meaning, written) : hidden })
    }
    if (over.open) obscure(entries, over.entries)
    const literal = over.literal ?? base.literal
    return { ...written, kind: 'table', entries, open: base.open || over.open, ...(literal && { literal }) }
  }
  // What a list or a value becomes beside a table that cannot be seen is the last one's to say.
  if (base.kind === 'unknown' && over.kind === 'table') return opened(over)
  if (base.kind === 'table' && over.kind === 'unknown') {
    const entries = new Map(base.entries)
    obscure(entries)
    return { ...base, entries, open: true }
  }
  if (base.kind === 'list' && over.kind === 'list')
    return { ...written, kind: 'list', items: [...base.items, ...over.items], open: base.open || over.open }
  const replaces = over.kind === 'value' || (over.kind === 'choice' && base.kind !== 'table')
  return replaces ? over : { kind: 'unknown', ...written }
}

/** Merged with something that cannot be seen, which may add keys at any depth. */
function opened(meaning: Meaning): Meaning {
  if (meaning.kind === 'list') return { ...meaning, open: true }
  if (meaning.kind !== 'table') return meaning
  const entries = [...meaning.entries].map(
    ([key, entry]) => [key, { ...entry, meaning: opened(entry.meaning) }] as const,
  )
  return { ...meaning, open: true, entries: new Map(entries) }
}
