import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Refusal } from '../model/document.ts'
import { codeOf, isInside, realPath, relativeTo } from './paths.ts'
import { readBytes } from './read.ts'
import { temporaryName } from './temporary.ts'

/** One file to write. */
export interface FileChange {
  /** Relative to the root, with forward slashes. */
  readonly path: string
  /** The text that was read; undefined for a file that does not exist yet. */
  readonly before: string | undefined
  readonly after: string
  /** Whoever may read a new file may also run it. A file that is there keeps its mode. */
  readonly executable?: boolean
}

/**
 * Writes several files, all of them or none. Each is written to a temporary file beside its target, with the
 * target's mode, and renamed; what was renamed before a failure is put back. Refuses when a file is not
 * what was read, is read-only or lies (behind links) outside the root. Leaves no temporary file behind.
 */
export function writeAll(root: string, changes: readonly FileChange[]): Refusal | undefined {
  const targets: Target[] = []
  for (const change of changes) {
    const target = targetOf(root, change)
    if ('refused' in target) return target
    if (targets.some(other => other.real === target.real)) {
      return { refused: `${change.path} is a link to a file that is also written` }
    }
    targets.push(target)
  }
  const made: string[] = []
  const done: Target[] = []
  try {
    for (const target of targets) {
      makeFolder(dirname(target.real), made)
      writeTemporary(target)
    }
    const changed = targets.find(target => !isUnchanged(target))
    if (changed) throw new Error(`${changed.path} changed on disk since it was read`)
    for (const target of targets) {
      renameSync(target.temporary, target.real)
      done.push(target)
    }
  } catch (error) {
    removeTemporaries(targets)
    return { refused: [messageOf(error), ...putBack(done, made)].join('; ') }
  } finally {
    removeTemporaries(targets)
  }
  for (const folder of new Set(targets.map(target => dirname(target.real)))) syncFolder(folder)
  return undefined
}

interface Target {
  readonly path: string
  /** The file itself, behind every link. */
  readonly real: string
  readonly temporary: string
  readonly stat: Stats | undefined
  readonly before: Buffer | undefined
  readonly after: Buffer
  readonly executable: boolean
}

/** Checks everything that can be checked before a byte is written. */
function targetOf(root: string, { path, before, after, executable = false }: FileChange): Target | Refusal {
  const real = isInside(path) ? realTarget(root, path) : undefined
  if (!real) return { refused: `${path} is not written: it leads outside ${root} or nowhere` }
  const bytes = Buffer.from(after)
  if (bytes.toString() !== after)
    return { refused: `${path} is not written: its new text is not valid Unicode` }
  const stat = statSync(real, { throwIfNoEntry: false })
  const target: Target = {
    path,
    real,
    temporary: join(dirname(real), temporaryName(randomBytes(8).toString('hex'))),
    stat,
    before: before === undefined ? undefined : Buffer.from(before),
    after: bytes,
    executable,
  }
  if (stat && before === undefined) return { refused: `${path} is not created: it exists by now` }
  if (!stat && before !== undefined) return { refused: `${path} was removed since it was read` }
  if (stat && !isWritable(real, stat)) return { refused: `${path} is read-only` }
  if (!isUnchanged(target)) return { refused: `${path} changed on disk since it was read` }
  return target
}

/** Where writing a path really ends; undefined when that is outside the root. */
function realTarget(root: string, path: string): string | undefined {
  const realRoot = realPath(root)
  if (!realRoot) return undefined
  const steps = path.split('/')
  for (let known = steps.length; known >= 0; known--) {
    const at = resolve(root, ...steps.slice(0, known))
    const real = realPath(at)
    // A link that leads nowhere is there and is not to be replaced.
    if (real === undefined && lstatSync(at, { throwIfNoEntry: false })) return undefined
    if (real === undefined) continue
    const target = join(real, ...steps.slice(known))
    return relativeTo(realRoot, target) === undefined ? undefined : target
  }
  return undefined
}

/** By its mode too: for a user who may do everything, a file marked read-only is still marked. */
function isWritable(path: string, stat: Stats): boolean {
  if ((stat.mode & 0o222) === 0) return false
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function isUnchanged({ real, before }: Target): boolean {
  const now = statSync(real, { throwIfNoEntry: false })
  if (!now || !before) return !now && !before
  return now.isFile() && now.size === before.length && readBytes(real, before.length).equals(before)
}

/** Makes a folder and those above it that are missing; `made` lists them, outermost first. */
function makeFolder(folder: string, made: string[]): void {
  if (statSync(folder, { throwIfNoEntry: false })) return
  makeFolder(dirname(folder), made)
  mkdirSync(folder)
  made.push(folder)
}

function writeTemporary({ temporary, after, stat, executable }: Target): void {
  writeNew(temporary, after)
  if (!stat && executable) allowToRun(temporary)
  if (!stat) return
  keepOwner(temporary, stat)
  chmodSync(temporary, stat.mode & 0o7777)
}

function writeNew(path: string, bytes: Buffer): void {
  const file = openSync(path, 'wx')
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function allowToRun(path: string): void {
  const { mode } = statSync(path)
  chmodSync(path, mode | ((mode & 0o444) >> 2))
}

/** A new file belongs to whoever runs memlint; only root can (and should) give it back to the owner. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  const now = statSync(path)
  if (now.uid === uid && now.gid === gid) return
  try {
    chownSync(path, uid, gid)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error
  }
}

function removeTemporaries(targets: readonly Target[]): void {
  for (const target of targets) rmSync(target.temporary, { force: true })
}

/** Undoes what was renamed and created. Returns what could not be undone, in words. */
function putBack(done: readonly Target[], made: readonly string[]): string[] {
  const failed: string[] = []
  for (const target of done) {
    try {
      restore(target)
    } catch (error) {
      failed.push(`${target.path} could not be put back (${codeOf(error)}) and has its new text`)
    }
  }
  for (const folder of made.toReversed()) {
    try {
      rmdirSync(folder)
    } catch {
      failed.push(`the new folder ${folder} could not be removed`)
    }
  }
  return failed
}

function restore(target: Target): void {
  if (target.before) {
    writeTemporary({ ...target, after: target.before })
    renameSync(target.temporary, target.real)
  } else {
    rmSync(target.real)
  }
}

/** Makes the renames last through a power cut. */
function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r')
    fsyncSync(file)
    closeSync(file)
  } catch {
    // Not every system lets a folder be opened or synced; the files themselves are safe either way.
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
