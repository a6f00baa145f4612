import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readGitIndex } from '../../src/project/git-index.ts'
import { gitIndexOf } from './git-index.bytes.ts'

const scratch = mkdtempSync(join(tmpdir(), 'memlint-index-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const file = join(scratch, 'index')

function tracks(bytes: Buffer, path: string): boolean {
  writeFileSync(file, bytes)
  return readGitIndex(file, join(scratch, 'config')).tracks(path)
}

describe("git's index", () => {
  const paths = ['a.txt', 'a/b.txt', 'a/ä.txt', 'b', `deep/${'x'.repeat(5000)}`, 'z/y/x']

  test('knows its files and their folders, and no beginnings of names', () => {
    for (const path of paths) expect(tracks(gitIndexOf(paths), path), path).toBe(true)
    for (const path of ['a/', 'z/', 'z/y/', 'deep/']) expect(tracks(gitIndexOf(paths), path), path).toBe(true)
    for (const path of ['a', 'a/b', 'b/', 'c', 'deep/x', 'x', 'z/y', '', 'zz'])
      expect(tracks(gitIndexOf(paths), path), path).toBe(false)
  })

  test('version 3 has entries with more flags', () => {
    const bytes = gitIndexOf(paths, { version: 3, extended: new Set(['a.txt', 'b']) })
    for (const path of paths) expect(tracks(bytes, path), path).toBe(true)
  })

  test('nothing is known of another version, a damaged file, no file', () => {
    expect(tracks(gitIndexOf(paths, { version: 4 }), 'b')).toBe(false)
    expect(tracks(gitIndexOf(paths).subarray(0, 200), 'b')).toBe(false)
    expect(tracks(Buffer.from('DIRC'), 'b')).toBe(false)
    expect(tracks(Buffer.alloc(0), 'b')).toBe(false)
    expect(readGitIndex(join(scratch, 'none'), join(scratch, 'none')).tracks('b')).toBe(false)
    expect(readGitIndex(scratch, scratch).tracks('b')).toBe(false)
  })

  test.each(['sha1', 'sha256'])('of a repository with hashes of %s, as git itself writes it', format => {
    const folder = mkdtempSync(join(scratch, 'git-'))
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' })
    git('init', '--quiet', `--object-format=${format}`)
    mkdirSync(join(folder, 'deep/er'), { recursive: true })
    for (const path of ['a.txt', 'deep/er/b.txt', 'other.txt']) writeFileSync(join(folder, path), path)
    git('add', 'a.txt', 'deep')
    git('add', '--intent-to-add', 'other.txt')
    const index = readGitIndex(join(folder, '.git/index'), join(folder, '.git/config'))
    const known = ['a.txt', 'deep/', 'deep/er/', 'deep/er/b.txt', 'other.txt']
    expect(known.filter(path => !index.tracks(path))).toEqual([])
    expect(['b.txt', 'deep/er/', 'a', 'deep/b.txt'].filter(path => index.tracks(path))).toEqual(['deep/er/'])
  })
})
