import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { joinedLines } from '../../common/commands/joined-lines.ts'
import { pieceOfScript } from '../../common/commands/pieces.ts'
import { folderOf, nameOf } from '../../common/commands/places.ts'
import { MAKEFILE } from '../../common/make/empty-variable.ts'
import { type MakeWord, unboundedFlag } from '../../common/make/flags.ts'
import { unbounded } from '../../common/make/unbounded.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'
import { MENTIONS } from './files.ts'

/** Every Makefile that gives itself, and every make that it starts, a `-j` without a number. */
export function inMakefiles(sources: Sources): readonly Unbounded[] {
  return sources
    .matching(MAKEFILE)
    .filter(path => MENTIONS.test(sources.text(path) ?? ''))
    .flatMap(path => sources.document(path) ?? [])
    .filter(document => !/^\.NOTPARALLEL[ \t]*:[ \t]*$/m.test(document.text))
    .flatMap(document => assignmentsIn(document, sources))
}

/** `?=` does nothing, as make has set it; and a value of one target is read too late. */
const ASSIGNMENT = /^ *(?:export +|override +)*(?:GNU)?MAKEFLAGS[ \t]*(?:\+|::?)?=[ \t]*/

function assignmentsIn(document: Document, sources: Sources): Unbounded[] {
  return joinedLines(document).flatMap(line => {
    const [head] = ASSIGNMENT.exec(line.text) ?? []
    const value = head === undefined ? '' : line.text.slice(head.length)
    const flag = unboundedFlag(wordsOf(value, head?.length ?? 0))
    // A blank behind `-j`, as a comment leaves one, is taken for an empty number, and refused (4.3).
    if (head === undefined || !flag || /^\s+(?:#|$)/.test(line.text.slice(flag.span.end))) return []
    const script = { written: { ...line.lineAt(0), value: line.text }, lineAt: line.lineAt }
    const where = { when: `every make that reads ${nameOf(document.path)}`, folder: folderOf(document.path) }
    const place = {
      at: pieceOfScript(script, { start: head.search(/\S/), end: flag.span.end }),
      edited: pieceOfScript(script, flag.span),
      words: line.text
        .slice(head.search(/\S/), flag.span.end)
        .split('\\\n')
        .map(part => part.trim())
        .join(' '),
      where: { ...where, kind: 'makefile' as const },
      makefile: document.path,
    }
    return unbounded(flag, place, sources)
  })
}

/** Words between blanks: make knows no quotes here. */
function wordsOf(value: string, offset: number): MakeWord[] {
  const [text = ''] = value.split(/(?:^|\s)#/)
  return [...text.matchAll(/(?:[^\s\\$]|\$(?:\([^)]{0,200}\)|\{[^}]{0,200}\})?|\\(?!\n))+/g)].map(match => {
    const [word] = match
    const start = offset + match.index
    return { text: word, value: word.includes('$') ? undefined : word, start, end: start + word.length }
  })
}
