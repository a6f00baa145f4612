import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { MiB } from '../model/bytes.ts'
import { ParseError } from '../model/document.ts'
import { codeOf } from './paths.ts'

/** A text file read whole, or why not. */
export type ReadResult =
  | Decoded
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'missing' }

/** Bytes taken for text. */
export type Decoded =
  /** `text` has its byte order mark; encoded as UTF-8 it is the file again, byte for byte. */
  | { readonly kind: 'text'; readonly text: string }
  /** Not UTF-8 text; the error has the place of the first bad byte. */
  | { readonly kind: 'malformed'; readonly error: ParseError }

/** No configuration or test file that a person wrote comes near it; parsed, it takes some hundred times its size. */
export const MAX_BYTES = MiB

/** Programs write these: that of a large monorepo has some MiB. */
export const MAX_LOCK_BYTES = 8 * MiB

/** Reads a regular file, whatever hostile thing may stand in its place. Never throws. */
export function readText(path: string, maxBytes: number = MAX_BYTES): ReadResult {
  try {
    const bytes = readBytes(path, maxBytes)
    return bytes.length > maxBytes ? { kind: 'too-large', limit: maxBytes } : decode(bytes)
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'unreadable', code }
  }
}

/** The text of UTF-8 bytes. */
export function decode(bytes: Buffer): Decoded {
  if (isUtf16(bytes)) return malformed('it is UTF-16, not UTF-8', '')
  if (!isUtf8(bytes)) return malformed('a byte that is not valid UTF-8', validStart(bytes))
  const text = bytes.toString('utf8')
  const nul = text.indexOf('\0')
  return nul < 0
    ? { kind: 'text', text }
    : malformed('a NUL byte: this is not a text file', text.slice(0, nul))
}

/** The bytes of a regular file; one more than `maxBytes` when it is larger. Throws as the file system does. */
export function readBytes(path: string, maxBytes: number): Buffer {
  // Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' })
    if (stat.size > maxBytes) return Buffer.alloc(maxBytes + 1)
    let bytes = Buffer.allocUnsafe(stat.size + 1)
    let length = 0
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null)
      if (read === 0) return bytes.subarray(0, length)
      length += read
      if (length > maxBytes) return bytes.subarray(0, length)
      // Files under /proc and files that grow have more than their size said.
      if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(2 * length, maxBytes + 1))
    }
  } finally {
    closeSync(file)
  }
}

function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

/** The text before the first byte that is wrong. */
function validStart(bytes: Buffer): string {
  const readAgain = Buffer.from(bytes.toString('utf8'))
  let end = 0
  while (end < bytes.length && bytes[end] === readAgain[end]) end++
  // A sequence that is cut short differs at its end: go back to where it began.
  while (end > 0 && !isUtf8(bytes.subarray(0, end))) end--
  return bytes.toString('utf8', 0, end)
}

function malformed(message: string, before: string): Decoded {
  const lines = before.split(/\r\n|\n|\r/)
  return { kind: 'malformed', error: new ParseError(message, lines.length, (lines.at(-1) ?? '').length + 1) }
}
