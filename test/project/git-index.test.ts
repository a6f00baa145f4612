import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
  return readGitIndex(file).tracks(path)
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
    expect(readGitIndex(join(scratch, 'none')).tracks('b')).toBe(false)
    expect(readGitIndex(scratch).tracks('b')).toBe(false)
  })
})
