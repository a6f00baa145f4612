import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { type GitIndex, readGitIndex } from './git-index.ts'
import { hasTooManyStars, LONGEST_GLOB, MOST_DOUBLE_STARS } from './globs.ts'
import { join } from './owned.ts'
import { isInside, relativeTo, statOf } from './paths.ts'
import { readText } from './read.ts'

/** What version control ignores in a tree, learned folder by folder from the root downwards. */
export interface GitIgnore {
  /** Adds the .gitignore of a folder. Its parents' must have been added before. */
  enter(folder: string): void
  /** Whether any path below the root is ignored, whether or not it exists. A folder's path ends in a slash. */
  isIgnored(path: string): boolean
  /**
   * The same for something in a folder that a walk has entered, but for what git tracks: that counts whatever the
   * patterns say, as in git. `slash` is `/` for a folder and `` for a file.
   */
  hides(folder: string, name: string, slash: '' | '/'): boolean
  /** What could not be honoured, and why. */
  readonly notes: readonly string[]
}

/** More than a megabyte of patterns is no .gitignore that somebody wrote. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads what lies above the root (the .gitignore files up to the repository's top, and its info/exclude) and
 * nothing below. As in git the deeper file wins, a folder that is ignored hides everything in it, and letters
 * differ by case. Patterns that the user's own git configuration holds are not read: a run gives the same
 * result on every machine.
 */
export function gitIgnore(root: string): GitIgnore {
  const notes: string[] = []
  const top = repositoryOf(root)
  const base = (top && relativeTo(top.folder, root)) ?? ''
  const byFolder = new Map<string, Rules>()

  const above = top && rulesAbove(top, base, notes)
  // Somebody who names an ignored folder wants it looked at.
  if (above && (base === '' || !above.list.ignores(`${base}/`))) byFolder.set('', above)

  function rulesFor(folder: string): Rules | undefined {
    for (let at = folder; ; at = parentOf(at)) {
      const rules = byFolder.get(at)
      if (rules || at === '') return rules
    }
  }

  let index: GitIndex | undefined
  function isTracked(path: string): boolean {
    if (!top) return false
    index ??= readGitIndex(top.index, resolve(top.gitFolder, 'config'))
    return index.tracks(path)
  }
  /** Ignored folders in which something is tracked. */
  const opened = new Set<string>()

  return {
    notes,
    enter(folder) {
      const lines = readPatterns(resolve(root, folder, '.gitignore'), join(folder, '.gitignore'), notes)
      if (lines) byFolder.set(folder, extend(rulesFor(folder), lines, join(base, folder).replace(/\/$/, '')))
    },
    isIgnored(path) {
      const asFile = path.endsWith('/') ? path.slice(0, -1) : path
      if (!isInside(asFile)) return false
      return rulesFor(parentOf(asFile))?.list.ignores(join(base, path)) ?? false
    },
    hides(folder, name, slash) {
      const path = `${join(base, join(folder, name))}${slash}`
      if (!opened.has(folder)) {
        const rules = rulesFor(folder)
        if (!rules?.mayMatch(name) || !rules.list.ignores(path)) return false
      }
      if (!isTracked(path)) return true
      if (slash === '/') opened.add(join(folder, name))
      return false
    },
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

interface Repository {
  readonly folder: string
  /** Where `info/exclude` lies: shared by all worktrees. */
  readonly gitFolder: string
  /** A worktree has its own. */
  readonly index: string
}

/** The repository that a folder belongs to. In a worktree or submodule `.git` is a file that points on. */
function repositoryOf(start: string): Repository | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const git = resolve(folder, '.git')
    const stat = statOf(git)
    if (stat?.isDirectory()) return { folder, gitFolder: git, index: resolve(git, 'index') }
    if (stat?.isFile()) {
      const target = firstLineOf(git)?.match(/^gitdir: (.+)$/)?.[1]
      const own = resolve(folder, target ?? '.git')
      const shared = firstLineOf(resolve(own, 'commondir')) ?? '.'
      return { folder, gitFolder: resolve(own, shared), index: resolve(own, 'index') }
    }
    if (dirname(folder) === folder) return undefined
  }
}

function firstLineOf(path: string): string | undefined {
  const read = readText(path)
  return read.kind === 'text' ? read.text.split(/\r?\n/, 1)[0] : undefined
}

function rulesAbove(top: Repository, base: string, notes: string[]): Rules {
  const exclude = readPatterns(resolve(top.gitFolder, 'info/exclude'), '.git/info/exclude', notes)
  let rules = extend(undefined, exclude ?? [], '')
  const steps = base.split('/').slice(0, -1)
  const folders = base === '' ? [] : ['', ...steps.map((_, index) => steps.slice(0, index + 1).join('/'))]
  for (const folder of folders) {
    const path = resolve(top.folder, folder, '.gitignore')
    const lines = readPatterns(path, path, notes)
    if (lines) rules = extend(rules, lines, folder)
  }
  return rules
}

function readPatterns(path: string, name: string, notes: string[]): string[] | undefined {
  try {
    const stat = statOf(path)
    if (!stat?.isFile()) return undefined
    if (stat.size > MAX_BYTES) {
      notes.push(`${name} is not honoured: it is larger than 1 MiB`)
      return undefined
    }
    const lines = readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
    return lines.filter((line, index) => {
      if (line.length > LONGEST_GLOB) {
        notes.push(
          `${name}:${index + 1} is not honoured: a pattern may have ${LONGEST_GLOB} characters at most`,
        )
        return false
      }
      if (!hasTooManyStars(line)) return true
      notes.push(
        `${name}:${index + 1} is not honoured: a pattern may have ${MOST_DOUBLE_STARS} times ** at most`,
      )
      return false
    })
  } catch {
    notes.push(`${name} cannot be read`)
    return undefined
  }
}

/** Rules that hold in a folder and below it, its parents' included. */
interface Rules {
  /** Tests paths from the top of the repository. */
  readonly list: Ignore
  /** False when no pattern can match anything of this name: the answer for nearly all of a large tree. */
  mayMatch(name: string): boolean
  readonly lastSteps: readonly string[]
}

/**
 * The rules of the parents followed by those of a folder, rewritten so that all count from the top. One list
 * for a whole chain is what makes "the last match decides" hold across files.
 */
function extend(parents: Rules | undefined, lines: readonly string[], folder: string): Rules {
  const list = ignore({ ignorecase: false })
  if (parents) list.add(parents.list)
  list.add(lines.map(line => fromTop(line, folder)))
  const lastSteps = [...(parents?.lastSteps ?? []), ...lines.map(lastStep)]
  return { list, lastSteps, mayMatch: nameTest(lastSteps) }
}

function nameTest(lastSteps: readonly string[]): (name: string) => boolean {
  const names = ignore({ ignorecase: false }).add([...lastSteps])
  const known = new Map<string, boolean>()
  return name => {
    const answer = known.get(name) ?? names.ignores(name)
    known.set(name, answer)
    return answer
  }
}

/** Tried once for each run of blanks, not once for each blank of it. */
const TRAILING_BLANKS = /(?<![ \t])[ \t]+$/

/** A pattern for the names of what a pattern can match; `*` when that is not plain. */
function lastStep(line: string): string {
  if (line.startsWith('#') || line.trim() === '') return ''
  if (/[[\\]|\*\*/.test(line)) return '*'
  const step = line.replace(/^!/, '').replace(TRAILING_BLANKS, '').replace(/\/$/, '').split('/').at(-1)
  return step?.replace(/^[!#]/, '\\$&') || '*'
}

function fromTop(line: string, folder: string): string {
  if (folder === '' || line.startsWith('#') || line.trim() === '') return line
  const negative = line.startsWith('!')
  const pattern = negative ? line.slice(1) : line
  const anchored = pattern.replace(TRAILING_BLANKS, '').slice(0, -1).includes('/')
  const prefix = folder.replace(/[\\*?[\]!# ]/g, '\\$&')
  const below = anchored ? pattern.replace(/^\//, '') : `**/${pattern}`
  return `${negative ? '!' : ''}/${prefix}/${below}`
}
