import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, MAX_BYTES, readText } from '../../src/project/read.ts'
import { tree } from './helpers.ts'

describe('text', () => {
  test('a byte order mark, every line ending and every plane are kept', () => {
    const text = '\uFEFFa\r\nb\rc\n\u2028ü😀'
    const root = tree({ file: text })
    expect(readText(join(root, 'file'))).toEqual({ kind: 'text', text })
  })

  test('what is read, encoded again, is what was there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        const result = decode(Buffer.from(bytes))
        if (result.kind === 'text') expect(new Uint8Array(Buffer.from(result.text))).toEqual(bytes)
        else expect(result.kind).toBe('malformed')
      }),
    )
  })

  test('any text is read as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        fc.pre(!text.includes('\0'))
        expect(decode(Buffer.from(text))).toEqual({ kind: 'text', text })
      }),
    )
  })
})

describe('what is no text has a place', () => {
  test.each([
    ['a bare byte', [0x61, 0x0a, 0x62, 0x63, 0xff, 0x64], 2, 3],
    ['the first byte', [0xff, 0x61], 1, 1],
    ['a sequence cut short', [0x61, 0xe2, 0x82, 0x61], 1, 2],
    ['a sequence cut short by the end', [0x61, 0xf0, 0x9f, 0x98], 1, 2],
    ['a surrogate', [0xed, 0xa0, 0x80], 1, 1],
    ['an overlong slash', [0x61, 0xc0, 0xaf], 1, 2],
    ['after a replacement character that is really there', [0xef, 0xbf, 0xbd, 0xff], 1, 2],
    ['after an emoji, which is two units wide', [0xf0, 0x9f, 0x98, 0x80, 0xff], 1, 3],
    ['after CRLF', [0x61, 0x0d, 0x0a, 0x62, 0xff], 2, 2],
  ])('%s', (_, bytes, line, column) => {
    const result = decode(Buffer.from(bytes))
    expect(result).toMatchObject({
      kind: 'malformed',
      error: { message: 'a byte that is not valid UTF-8', line, column },
    })
  })

  test('UTF-16 and NUL are named', () => {
    expect(decode(Buffer.from('\uFEFFab', 'utf16le'))).toMatchObject({
      error: { message: 'it is UTF-16, not UTF-8' },
    })
    expect(decode(Buffer.from([0xfe, 0xff, 0, 0x61]))).toMatchObject({
      error: { message: 'it is UTF-16, not UTF-8' },
    })
    expect(decode(Buffer.from('ab', 'utf16le'))).toMatchObject({
      error: { message: 'a NUL byte: this is not a text file', line: 1, column: 2 },
    })
  })
})

describe('what cannot be read', () => {
  test('size: the limit is the last that passes', () => {
    const root = tree({ file: 'x'.repeat(100) })
    expect(readText(join(root, 'file'), 100).kind).toBe('text')
    expect(readText(join(root, 'file'), 99)).toEqual({ kind: 'too-large', limit: 99 })
    appendFileSync(join(root, 'file'), Buffer.alloc(MAX_BYTES))
    expect(readText(join(root, 'file')).kind).toBe('too-large')
  })

  test('nothing there, a folder, a way through a file', () => {
    const root = tree({ file: '' })
    mkdirSync(join(root, 'folder'))
    expect(readText(join(root, 'none')).kind).toBe('missing')
    expect(readText(join(root, 'file/x')).kind).toBe('missing')
    expect(readText(join(root, 'folder')).kind).toBe('unreadable')
  })

  test('a pipe does not make the run wait', () => {
    const root = tree({ x: '' })
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(readText(join(root, 'pipe'))).toEqual({ kind: 'unreadable', code: 'not a regular file' })
  })

  test('no permission, unless one may do everything', () => {
    const root = tree({ file: 'x' })
    chmodSync(join(root, 'file'), 0o000)
    const expected =
      process.getuid?.() === 0 ? { kind: 'text', text: 'x' } : { kind: 'unreadable', code: 'EACCES' }
    expect(readText(join(root, 'file'))).toEqual(expected)
  })
})
