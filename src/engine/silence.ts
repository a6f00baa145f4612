import type { Comment, Document } from '../model/document.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { Finding } from '../model/finding.ts'
import { meaningOf } from '../model/rule-names.ts'
import { locate } from './locate.ts'
import type { Setup } from './setup.ts'

/** A `memlint-ignore` comment. `line` is the line it speaks of: the next one that holds more than comments. */
interface Directive {
  readonly document: Document
  readonly comment: Comment
  /** The names as they are written, and the rules they stand for now. */
  readonly names: readonly string[]
  readonly rules: readonly string[]
  readonly reason: string
  readonly line: number
}

const DIRECTIVE = 'memlint-ignore'

/**
 * Marks what the user silenced, by comment first, then by configuration; adds findings for directives that
 * name no rule, give no reason, or silence nothing.
 */
export function silence(findings: readonly Finding[], sources: Sources, setup: Setup): readonly Finding[] {
  const directives = directivesOf(sources, setup)
  const usedDirectives = new Set<string>()
  const usedIgnores = new Set<number>()
  const silenced = findings.map(finding => {
    const directive = directives.find(candidate => speaksOf(candidate, finding))
    if (directive?.reason) {
      usedDirectives.add(`${keyOf(directive)} ${finding.rule}`)
      return { ...finding, silenced: { by: 'comment' as const, reason: directive.reason } }
    }
    const index = setup.ignores.findIndex(
      ignore => ignore.rule === finding.rule && ignore.matches(finding.file),
    )
    const ignore = setup.ignores[index]
    if (!ignore) return finding
    usedIgnores.add(index)
    return { ...finding, silenced: { by: 'config' as const, reason: ignore.reason } }
  })
  const judged = directives.flatMap(directive => complaintsAbout(directive, usedDirectives, setup))
  return [...silenced, ...judged]
}

/** Configuration entries that silence nothing, for the notes; only rules whose findings are the same everywhere. */
export function unusedIgnores(findings: readonly Finding[], setup: Setup): readonly string[] {
  return setup.ignores
    .filter(ignore => isJudgeable(ignore.rule, setup))
    .filter(ignore => !findings.some(finding => finding.rule === ignore.rule && ignore.matches(finding.file)))
    .map(ignore => `${ignore.where} silences nothing: remove it`)
}

/** What became of the rules that comments name by an id they no longer have, for the notes. */
export function retiredIgnores(sources: Sources, setup: Setup): readonly string[] {
  return directivesOf(sources, setup).flatMap(({ document, comment, names }) =>
    names.flatMap(name => {
      const meaning = meaningOf(name, setup.ruleIds, setup.retired)
      if (!('note' in meaning)) return []
      return [`${document.path}:${locate(document, comment).line}: ${meaning.note}`]
    }),
  )
}

function directivesOf(sources: Sources, setup: Setup): Directive[] {
  return sources.paths.flatMap(path => directivesIn(path, sources, setup))
}

function directivesIn(path: string, sources: Sources, setup: Setup): Directive[] {
  if (!sources.text(path)?.includes(DIRECTIVE)) return []
  const document = sources.document(path)
  if (!document) return []
  return document.comments.flatMap(comment => {
    const said = directiveIn(comment.text)
    if (!said) return []
    const rules = said.names.flatMap(name => {
      const meaning = meaningOf(name, setup.ruleIds, setup.retired)
      return 'id' in meaning ? [meaning.id] : []
    })
    return [{ document, comment, ...said, rules, line: lineSpokenOf(document, comment) }]
  })
}

/** `memlint-ignore RULE, RULE: reason`, to the end of the comment. */
function directiveIn(comment: string): Pick<Directive, 'names' | 'reason'> | undefined {
  const text = comment.trim().replace(/\*\/$/, '')
  const at = text.indexOf(DIRECTIVE)
  const rest = text.slice(at + DIRECTIVE.length)
  if (at < 0 || !/^(?:[\s:]|$)/.test(rest)) return undefined
  const colon = rest.indexOf(':')
  const reason = colon < 0 ? '' : rest.slice(colon + 1).trim()
  if (/[\n\r]/.test(reason)) return undefined
  const named = colon < 0 ? rest : rest.slice(0, colon)
  return { names: named.split(/[\s,]+/).filter(Boolean), reason }
}

/** A comment beside something speaks of its own line; one on a line of its own, of the next line with content. */
function lineSpokenOf(document: Document, comment: Comment): number {
  const { line, column } = locate(document, comment)
  const lines = document.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if ((lines[line - 1] ?? '').slice(0, column - 1).trim() !== '') return line
  let next = line
  while (next < lines.length && /^\s*(#|;|\/\/|$)/.test(lines[next] ?? '')) next++
  return next + 1
}

function speaksOf(directive: Directive, finding: Finding): boolean {
  if (directive.document.path !== finding.file || !directive.rules.includes(finding.rule)) return false
  return directive.line === finding.line || directive.line === finding.ownerLine
}

function complaintsAbout(directive: Directive, used: ReadonlySet<string>, setup: Setup): Finding[] {
  if (directive.names.length === 0) {
    return [
      complaint(
        directive,
        'memlint/invalid-ignore',
        'this memlint-ignore names no rule',
        'write `memlint-ignore RULE: reason`',
      ),
    ]
  }
  const unknown = directive.names.find(
    name => meaningOf(name, setup.ruleIds, setup.retired).kind === 'unknown',
  )
  if (unknown) {
    return [
      complaint(
        directive,
        'memlint/invalid-ignore',
        `there is no rule ${unknown}`,
        '`memlint rules` lists them',
      ),
    ]
  }
  if (!directive.reason) {
    const what = `this memlint-ignore gives no reason, so ${directive.names.join(', ')} is reported all the same`
    return [complaint(directive, 'memlint/invalid-ignore', what, 'write `memlint-ignore RULE: reason`')]
  }
  return directive.rules
    .filter(rule => isJudgeable(rule, setup) && !used.has(`${keyOf(directive)} ${rule}`))
    .map(rule =>
      complaint(
        directive,
        'memlint/unused-ignore',
        `nothing here is reported by ${rule}: this comment silences nothing`,
        'remove it',
      ),
    )
}

/** Whether silence can be judged: the rule ran, and would say the same on every machine. */
export function isJudgeable(id: string, setup: Setup): boolean {
  const rule = setup.rules.find(candidate => candidate.id === id)
  return rule !== undefined && (!rule.dependsOnHost || setup.declared)
}

function complaint({ document, comment }: Directive, rule: string, message: string, help: string): Finding {
  const location = locate(document, comment)
  return {
    rule,
    severity: 'warning',
    confidence: 'high',
    ...location,
    hosts: [],
    message,
    because: [],
    help,
    related: [],
    fix: null,
    silenced: null,
    span: { start: comment.start, end: comment.end },
    ownerLine: location.line,
    identity: `${rule} ${document.path} ${comment.text.trim()} ${comment.anchor}`,
  }
}

function keyOf(directive: Directive): string {
  return `${directive.document.path} ${directive.comment.start}`
}
