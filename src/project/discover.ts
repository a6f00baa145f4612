import { type Dirent, readdirSync } from 'node:fs'
import type { OnProgress } from '../model/progress.ts'
import { isConfiguration } from './config/candidates.ts'
import { type GitIgnore, gitIgnore } from './gitignore.ts'
import { globMatcher, type PathMatcher } from './globs.ts'
import { join, type OwnedMatcher, ownedMatcher } from './owned.ts'
import { codeOf, realPath, relativeTo, statOf } from './paths.ts'
import { isTemporary } from './temporary.ts'

export interface DiscoverOptions {
  /** Which paths somebody owns; without the flags g and y. */
  readonly owned: readonly RegExp[]
  /** When given and not empty, only files that these globs match. */
  readonly include?: readonly string[]
  /** Files and folders to leave out, whatever `include` says. */
  readonly exclude?: readonly string[]
  /** Files that somebody named: they count although version control ignores them. */
  readonly named?: ReadonlySet<string>
  readonly onProgress?: OnProgress
}

/** What a walk found. All paths are relative to the root, with forward slashes, sorted. */
export interface Discovery {
  readonly files: readonly string[]
  /** Folders with a memlint configuration of their own: projects of their own, whose files are not in `files`. */
  readonly nested: readonly string[]
  /** Temporary files of runs that were killed. */
  readonly leftovers: readonly string[]
  /** What was left out and might be missed. */
  readonly notes: readonly string[]
  /**
   * Whether version control ignores a path below the root, whether or not it exists. The path of a folder
   * ends in a slash, as `target/` matches folders only.
   */
  isIgnored(path: string): boolean
}

/** Folders that never hold what a person wrote for this project. */
const SKIPPED = new Set([
  ...['.git', '.hg', '.svn', '.jj'],
  ...['node_modules', 'bower_components'],
  ...[
    '.venv',
    'site-packages',
    '__pycache__',
    '.tox',
    '.nox',
    '.eggs',
    '.mypy_cache',
    '.pytest_cache',
    '.ruff_cache',
  ],
])

/** A folder that holds one of these was made by a tool: a virtual environment, a cache (cargo's target is one). */
const MADE_BY_TOOL = new Set(['pyvenv.cfg', 'CACHEDIR.TAG'])

/**
 * Walks a tree for the files that somebody owns. Does not follow links to folders; a link to a file counts
 * when it ends inside the root. Throws when the root itself cannot be read.
 */
export function discover(root: string, options: DiscoverOptions): Discovery {
  const ignored = gitIgnore(root)
  const include = options.include ?? []
  const isIncluded = globMatcher(include)
  const walk: Walk = {
    root,
    ignored,
    isOwned: ownedMatcher(options.owned),
    isIncluded: include.length > 0 ? isIncluded : () => true,
    isExcluded: globMatcher(options.exclude ?? []),
    files: [],
    nested: [],
    leftovers: [],
    notes: [],
  }
  const folders = ['']
  let done = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    visit(walk, folder, folders)
    options.onProgress?.({ step: 'walking', done: ++done })
  }
  const named = [...(options.named ?? [])].filter(path => isNamed(walk, path))
  return {
    files: [...new Set([...walk.files, ...named])].sort(),
    nested: walk.nested.sort(),
    leftovers: walk.leftovers.sort(),
    notes: [...ignored.notes, ...walk.notes],
    isIgnored: path => ignored.isIgnored(path),
  }
}

interface Walk {
  readonly root: string
  readonly ignored: GitIgnore
  readonly isOwned: OwnedMatcher
  readonly isIncluded: PathMatcher
  readonly isExcluded: PathMatcher
  readonly files: string[]
  readonly nested: string[]
  readonly leftovers: string[]
  readonly notes: string[]
}

/** Takes the files of one folder and puts the folders in it on the pile. */
function visit(walk: Walk, folder: string, folders: string[]): void {
  const entries = list(walk, folder)
  const marks = marksOf(join(walk.root, folder), entries)
  if (folder !== '') {
    if (marks.madeByTool) return
    if (marks.configured) {
      walk.nested.push(folder)
      return
    }
  }
  if (marks.gitignore) walk.ignored.enter(folder)
  for (const entry of entries) {
    const { name } = entry
    if (entry.isDirectory()) {
      if (SKIPPED.has(name) || name.endsWith('.dist-info') || (name === 'target' && marks.manifest)) continue
      const path = join(folder, name)
      if (name.includes('{{')) walk.notes.push(`${path} is left out: it is a template of a project`)
      else if (!walk.ignored.hides(folder, name, '/') && !walk.isExcluded(`${path}/`)) folders.push(path)
    } else if (isTemporary(name)) {
      walk.leftovers.push(join(folder, name))
    } else if (walk.isOwned(folder, name)) {
      const path = join(folder, name)
      if (isWanted(walk, folder, name) && isReadable(walk, entry, path)) walk.files.push(path)
    }
  }
}

function isNamed(walk: Walk, path: string): boolean {
  const slash = path.lastIndexOf('/')
  if (!walk.isOwned(path.slice(0, Math.max(0, slash)), path.slice(slash + 1))) return false
  return !walk.isExcluded(path) && whereItLeads(walk, path) === 'inside'
}

/** Where a path ends behind all links: at a file inside the root or outside, at something else, or nowhere. */
function whereItLeads(walk: Walk, path: string): 'inside' | 'outside' | 'no file' | 'nowhere' {
  const target = realPath(join(walk.root, path))
  if (target === undefined) return 'nowhere'
  if (!statOf(target)?.isFile()) return 'no file'
  return relativeTo(realPath(walk.root) ?? walk.root, target) === undefined ? 'outside' : 'inside'
}

function list(walk: Walk, folder: string): Dirent[] {
  try {
    return readdirSync(join(walk.root, folder), { withFileTypes: true })
  } catch (error) {
    if (folder === '') throw new Error(`${walk.root} cannot be read as a folder (${codeOf(error)})`)
    walk.notes.push(`${folder} is left out: the folder cannot be read (${codeOf(error)})`)
    return []
  }
}

/** What the names in a folder say about the folder. */
interface Marks {
  madeByTool: boolean
  configured: boolean
  gitignore: boolean
  manifest: boolean
}

function marksOf(folder: string, entries: readonly Dirent[]): Marks {
  const marks = { madeByTool: false, configured: false, gitignore: false, manifest: false }
  for (const entry of entries) {
    const { name } = entry
    if (name === '.gitignore') marks.gitignore = entry.isFile()
    else if (MADE_BY_TOOL.has(name)) marks.madeByTool = true
    else if (isConfiguration(folder, name)) marks.configured = true
    if (name === 'Cargo.toml') marks.manifest = true
  }
  return marks
}

function isWanted(walk: Walk, folder: string, name: string): boolean {
  const path = join(folder, name)
  return walk.isIncluded(path) && !walk.isExcluded(path) && !walk.ignored.hides(folder, name, '')
}

function isReadable(walk: Walk, entry: Dirent, path: string): boolean {
  if (entry.isFile()) {
    if (!entry.name.includes('\uFFFD')) return true
    walk.notes.push(`${path} is left out: its name is not valid UTF-8`)
    return false
  }
  if (!entry.isSymbolicLink()) return false
  const end = whereItLeads(walk, path)
  if (end === 'nowhere') walk.notes.push(`${path} is left out: a link that leads nowhere`)
  if (end === 'outside') walk.notes.push(`${path} is left out: a link to a file outside ${walk.root}`)
  return end === 'inside'
}
