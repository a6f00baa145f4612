import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type FileChange, writeAll } from '../../src/project/write.ts'
import { filesIn, tree } from './helpers.ts'

/** Lets a test decide which rename fails. */
const renames = vi.hoisted(() => ({ failing: (_target: string): boolean => false }))

vi.mock('node:fs', async importOriginal => {
  const original = await importOriginal<typeof fs>()
  return {
    ...original,
    renameSync(from: string, to: string) {
      if (renames.failing(to)) throw Object.assign(new Error(`EIO: cannot rename to ${to}`), { code: 'EIO' })
      original.renameSync(from, to)
    },
  }
})

afterEach(() => {
  renames.failing = () => false
})

function change(path: string, before: string | undefined, after: string): FileChange {
  return { path, before, after }
}

function read(root: string, path: string): string {
  return fs.readFileSync(join(root, path), 'utf8')
}

describe('what is written', () => {
  test('several files, byte for byte, and nothing else is left', () => {
    const root = tree({ 'a.ini': '\uFEFFold\r\n', 'b/c.toml': 'x' })
    const changes = [change('a.ini', '\uFEFFold\r\n', '\uFEFFnew 😀\r\n'), change('b/c.toml', 'x', '')]
    expect(writeAll(root, changes)).toBeUndefined()
    expect([read(root, 'a.ini'), read(root, 'b/c.toml')]).toEqual(['\uFEFFnew 😀\r\n', ''])
    expect(filesIn(root)).toEqual(['a.ini', 'b/c.toml'])
  })

  test('a new file, its folders with it', () => {
    const root = tree()
    expect(writeAll(root, [change('a/.cargo/config.toml', undefined, 'x')])).toBeUndefined()
    expect(read(root, 'a/.cargo/config.toml')).toBe('x')
    expect(filesIn(root)).toEqual(['a/.cargo/config.toml'])
  })

  test('a new program can be run by whoever may read it; a file that is there keeps its mode', () => {
    const root = tree({ old: 'a' })
    fs.chmodSync(join(root, 'old'), 0o640)
    const changes = [change('new', undefined, 'x'), change('old', 'a', 'b')]
    expect(
      writeAll(
        root,
        changes.map(each => ({ ...each, executable: true })),
      ),
    ).toBeUndefined()
    const mode = (path: string) => fs.statSync(join(root, path)).mode & 0o777
    expect(mode('new') & 0o111).toBe((mode('new') & 0o444) >> 2)
    expect(mode('new') & 0o111).not.toBe(0)
    expect(mode('old')).toBe(0o640)
  })

  test.each([0o644, 0o600, 0o755, 0o664])('the mode stays: %o', mode => {
    const root = tree({ a: 'x' })
    fs.chmodSync(join(root, 'a'), mode)
    expect(writeAll(root, [change('a', 'x', 'y')])).toBeUndefined()
    expect(fs.statSync(join(root, 'a')).mode & 0o7777).toBe(mode)
  })

  test('a link inside the root stays a link: its target is written', () => {
    const root = tree({ 'shared/base.ini': 'x', 'a/y': '' })
    fs.symlinkSync('../shared/base.ini', join(root, 'a/pytest.ini'))
    expect(writeAll(root, [change('a/pytest.ini', 'x', 'new')])).toBeUndefined()
    expect(fs.lstatSync(join(root, 'a/pytest.ini')).isSymbolicLink()).toBe(true)
    expect(read(root, 'shared/base.ini')).toBe('new')
  })

  test('a root that is itself behind a link', () => {
    const root = tree({ 'real/a': 'x' })
    fs.symlinkSync('real', join(root, 'link'))
    expect(writeAll(join(root, 'link'), [change('a', 'x', 'y')])).toBeUndefined()
    expect(read(root, 'real/a')).toBe('y')
  })
})

describe('what is refused, before anything is written', () => {
  function refused(root: string, bad: FileChange, good = 'good'): string | undefined {
    const before = filesIn(root)
    const result = writeAll(root, [change(good, 'x', 'new'), bad])
    expect(read(root, good)).toBe('x')
    expect(filesIn(root)).toEqual(before)
    return result?.refused
  }

  test('a file that changed, with the same size too', () => {
    const root = tree({ good: 'x', a: 'abc' })
    expect(refused(root, change('a', 'abd', 'y'))).toBe('a changed on disk since it was read')
    expect(refused(root, change('a', 'ab', 'y'))).toBe('a changed on disk since it was read')
    expect(read(root, 'a')).toBe('abc')
  })

  test('a file that went, came, or became a folder', () => {
    const root = tree({ good: 'x', a: 'x', 'd/e': '' })
    expect(refused(root, change('none', 'x', 'y'))).toBe('none was removed since it was read')
    expect(refused(root, change('a', undefined, 'y'))).toBe('a is not created: it exists by now')
    expect(refused(root, change('d', 'x', 'y'))).toBe('d changed on disk since it was read')
  })

  test('a read-only file, whoever runs this', () => {
    const root = tree({ good: 'x', a: 'x' })
    fs.chmodSync(join(root, 'a'), 0o444)
    expect(refused(root, change('a', 'x', 'y'))).toBe('a is read-only')
  })

  test.each(['../x', '/etc/x', 'a/../../x', '', '.', 'a//b', './a', 'a\0b'])(
    'a path that is not plainly inside: %j',
    path => {
      const root = tree({ good: 'x' })
      expect(refused(root, change(path, undefined, 'y'))).toContain('it leads outside')
    },
  )

  test('links that lead outside, or nowhere', () => {
    const outside = tree({ 'f/x': 'x' })
    const root = tree({ good: 'x' })
    fs.symlinkSync(join(outside, 'f/x'), join(root, 'file'))
    fs.symlinkSync(join(outside, 'f'), join(root, 'folder'))
    fs.symlinkSync('nowhere', join(root, 'dangling'))
    expect(refused(root, change('file', 'x', 'y'))).toContain('it leads outside')
    expect(refused(root, change('folder/x', 'x', 'y'))).toContain('it leads outside')
    expect(refused(root, change('folder/new/x', undefined, 'y'))).toContain('it leads outside')
    expect(refused(root, change('dangling', undefined, 'y'))).toContain('or nowhere')
    expect(filesIn(outside)).toEqual(['f/x'])
    expect(read(outside, 'f/x')).toBe('x')
  })

  test('one file under two names', () => {
    const root = tree({ good: 'x' })
    fs.symlinkSync('good', join(root, 'link'))
    expect(refused(root, change('link', 'x', 'y'))).toBe('link is a link to a file that is also written')
  })

  test('text that cannot be encoded', () => {
    const root = tree({ good: 'x', a: 'x' })
    expect(refused(root, change('a', 'x', '\uD800'))).toContain('not valid Unicode')
  })
})

describe('a failure in the middle', () => {
  test('puts everything back and removes what was made', () => {
    const root = tree({ a: 'a', b: 'b', c: 'c' })
    fs.chmodSync(join(root, 'a'), 0o640)
    renames.failing = target => target.endsWith('/c')
    const changes = [
      change('a', 'a', 'A'),
      change('new/deep/file', undefined, 'n'),
      change('b', 'b', 'B'),
      change('c', 'c', 'C'),
    ]
    expect(writeAll(root, changes)?.refused).toBe(`EIO: cannot rename to ${join(root, 'c')}`)
    expect(['a', 'b', 'c'].map(path => read(root, path))).toEqual(['a', 'b', 'c'])
    expect(filesIn(root)).toEqual(['a', 'b', 'c'])
    expect(fs.existsSync(join(root, 'new'))).toBe(false)
    expect(fs.statSync(join(root, 'a')).mode & 0o777).toBe(0o640)
  })

  test('and says what could not be put back', () => {
    const root = tree({ a: 'a', b: 'b' })
    let times = 0
    renames.failing = () => ++times > 1
    expect(writeAll(root, [change('a', 'a', 'A'), change('b', 'b', 'B')])?.refused).toContain(
      'a could not be put back (EIO) and has its new text',
    )
    expect(filesIn(root)).toEqual(['a', 'b'])
    expect([read(root, 'a'), read(root, 'b')]).toEqual(['A', 'b'])
  })
})
