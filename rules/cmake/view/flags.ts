import { jobsInVariable, type MakeWord, type UnboundedFlag, unboundedFlag } from '../../common/make/flags.ts'

/**
 * The flag of `cmake --build` that leaves the number of jobs open, or of what is handed to make behind `--`, which has the
 * last word. cmake takes no 0 for a number, and no word that is none (3.25).
 */
export function buildFlag(words: readonly MakeWord[]): UnboundedFlag | undefined {
  if (!words.some(({ text }) => text === '--build')) return undefined
  const end = words.findIndex(({ text }) => text === '--')
  const own = end === -1 ? words : words.slice(0, end)
  const native = end === -1 ? [] : words.slice(end + 1)
  if (native.some(({ text }) => /^(-\w*[jl]|--jobs)/.test(text))) {
    const flag = unboundedFlag(native)
    return flag && { ...flag, text: `-- ${flag.text}` }
  }
  return native.some(({ value }) => value === undefined) ? undefined : lastOf(own)
}

function lastOf(words: readonly MakeWord[]): UnboundedFlag | undefined {
  const index = words.findLastIndex(({ text }) => /^(-j|--parallel($|=))/.test(text))
  const [word, next] = [words[index], words[index + 1]]
  if (!word) return undefined
  const [name = '', rest = ''] = /^-j/.test(word.text) ? ['-j', word.text.slice(2)] : ['--parallel']
  if (rest !== '') return jobsInVariable(word, rest)
  if (next?.value === undefined && next) return jobsInVariable(next, next.text, word)
  // `--parallel=4`; a number that follows; a word that cmake refuses; what another language puts in.
  if (word.text !== name || word.value !== name || (next && !next.text.startsWith('-'))) return undefined
  const title = (jobs: number) => (name === '-j' ? `-j${jobs}` : `--parallel ${jobs}`)
  return { text: name, span: word, with: title, title }
}

/** The preset that a build asks for: its name, `unknown` where that cannot be told, undefined where it asks for none. */
export function presetIn(words: readonly MakeWord[]): { readonly name: string } | 'unknown' | undefined {
  const index = words.findIndex(({ text }) => /^--preset(=|$)/.test(text))
  const [word, next] = [words[index], words[index + 1]]
  if (!word) return undefined
  const name = word.text === '--preset' ? next?.value : word.value?.slice('--preset='.length)
  return name ? { name } : 'unknown'
}
