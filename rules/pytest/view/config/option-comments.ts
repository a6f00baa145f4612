import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Value } from '../../../../src/model/value.ts'
import type { FolderConfig } from './config-files.ts'
import { optionOf } from './config-files.ts'
import type { Word } from './shlex.ts'
import { wordAt } from './shlex.ts'

/** What stands in options and was meant as a comment. pytest takes each word of it for a file to test. */
export interface OptionComment {
  readonly at: Setting<string>
  /** With its marker and the white space before it, to the end of its line. */
  readonly text: string
}

/** The comments inside the `addopts` that pytest reads, where that is text and not an array. */
export function commentsInOptions({ winner }: FolderConfig): readonly OptionComment[] {
  const addopts = winner && optionOf(winner, 'addopts')
  return addopts && !winner.native ? commentsOf(addopts) : []
}

function commentsOf(from: Setting<Value>): readonly OptionComment[] {
  const { value } = from
  if (typeof value !== 'string') return []
  const found: OptionComment[] = []
  let before: Word | undefined
  for (let at = 0; at < value.length; ) {
    const space = /^\s*/.exec(value.slice(at))?.[0] ?? ''
    const start = at + space.length
    const comment = commentAt(value, start, before)
    if (comment !== undefined) {
      const gap = /(?<![ \t])[ \t]+$/.exec(space)?.[0] ?? ''
      found.push({ at: setting(value, from.document, from.at), text: gap + comment })
      at = start + comment.length
      continue
    }
    before = wordAt(value, start)
    // An open quote: pytest stops there, and where the words end is anybody's guess.
    if (!before) break
    at = Math.max(before.end, start + 1)
  }
  return found
}

/** After an option that may take a value, `#1a2b` could be that value. */
function commentAt(value: string, start: number, before: Word | undefined): string | undefined {
  const comment = /^[#;][^\n]*/.exec(value.slice(start))?.[0].trimEnd()
  if (comment === undefined || (before && takesValue(before.text))) return undefined
  return comment
}

function takesValue(word: string): boolean {
  return word.startsWith('-') && !word.includes('=') && !WITHOUT_VALUE.test(word)
}

/** pytest's own flags, those of pytest-cov that stand alone, and values written right behind a letter. */
const WITHOUT_VALUE =
  /^-([qvxsld]+|[nrpmkWc]\S+)$|^--(exitfirst|verbose|quiet|no-header|no-summary|showlocals|strict|strict-config|strict-markers|doctest-modules|doctest-continue-on-collection-errors|lf|last-failed|ff|failed-first|nf|new-first|sw|stepwise|disable-warnings|disable-pytest-warnings|cov-append|no-cov|no-cov-on-fail|cov-branch|setup-show|pdb|runslow)$/
