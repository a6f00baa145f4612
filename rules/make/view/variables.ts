import type { Sources } from '../../../src/model/ecosystem.ts'
import { asPattern } from '../../common/as-pattern.ts'
import { pieceIn } from '../../common/commands/pieces.ts'
import { NPROC } from '../../common/make/empty-variable.ts'
import { type MakeWord, type UnboundedFlag, unboundedFlag } from '../../common/make/flags.ts'
import { unbounded } from '../../common/make/unbounded.ts'
import type { Unbounded } from '../../common/unbounded-jobs.ts'
import { type RepositoryVariable, variablesIn } from '../../common/variables.ts'
import { MENTIONS } from './files.ts'

/** Every `MAKEFLAGS` of the environment that has a `-j` without a number. */
export function inVariables(sources: Sources): readonly Unbounded[] {
  return variablesIn(sources, MENTIONS)
    .filter(({ name }) => name === 'MAKEFLAGS' || name === 'GNUMAKEFLAGS')
    .flatMap(variable => {
      const flag = unboundedFlag(wordsOf(variable.value))
      return flag ? inVariable(flag, variable, sources) : []
    })
}

function inVariable(flag: UnboundedFlag, variable: RepositoryVariable, sources: Sources): Unbounded[] {
  const { name, value, written, when, folder, kind, runs } = variable
  const edited = pieceIn(
    written,
    new RegExp(`(?<![^\\s"'])${asPattern(flag.text).replace(/^-/, '-?')}(?![^\\s"'])`),
  )
  const isCommand = flag.variable === 'nproc'
  if (!edited || (flag.variable !== undefined && (!isCommand || flag.text.includes(' ')))) return []
  const { variable: _, ...plain } = flag
  const where = { when, folder, kind, ...(runs && { runs }) }
  const place = { at: written, edited, words: `${name}=${value}`, where }
  return unbounded(plain, place, sources).map(build => (isCommand ? { ...build, reason: NPROC } : build))
}

/** make takes the first word for letters of options where it has no dash: `kj`. */
function wordsOf(value: string): MakeWord[] {
  return [...value.matchAll(/\S+/g)].map(match => {
    const [text] = match
    const isLetters = match.index === value.search(/\S/) && /^[A-Za-z]+$/.test(text)
    const word = isLetters ? `-${text}` : text
    return {
      text: word,
      value: word.includes('$') ? undefined : word,
      start: match.index,
      end: match.index + text.length,
    }
  })
}
