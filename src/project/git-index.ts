import { readFileSync } from 'node:fs'
import { MiB } from '../model/bytes.ts'
import { statOf } from './paths.ts'
import { readText } from './read.ts'

/** The paths that git tracks, from the top of the repository. */
export interface GitIndex {
  /** Whether the file is tracked; for a path that ends in a slash, whether anything below it is. */
  tracks(path: string): boolean
}

/** More is no index that is read in a moment: nothing is known to be tracked then. */
const MAX_BYTES = 256 * MiB

/**
 * Reads an index of version 2 or 3, as git writes it unless it is told otherwise; of any other, and of one that is
 * damaged, nothing is known to be tracked. The repository's `config` tells how long its hashes are. The format:
 * https://git-scm.com/docs/index-format
 */
export function readGitIndex(file: string, config: string): GitIndex {
  const stat = statOf(file)
  const bytes = (stat?.isFile() && stat.size <= MAX_BYTES && contentOf(file)) || Buffer.alloc(0)
  const names = namesIn(bytes, hashBytesIn(config))
  return {
    tracks(path) {
      const wanted = Buffer.from(path)
      const found = firstNotBefore(wanted, bytes, names)
      const [start, end] = [names[2 * found], names[2 * found + 1]]
      if (start === undefined || end === undefined) return false
      const name = bytes.subarray(start, path.endsWith('/') ? Math.min(end, start + wanted.length) : end)
      return name.equals(wanted)
    },
  }
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

const HEADER_BYTES = 12
/** Times, owner and size of an entry; the hash and the flags follow. */
const STAT_BYTES = 40
const EXTENDED = 0x4000
const LENGTH_BITS = 0x0fff

/** SHA-1, unless `extensions.objectFormat` says SHA-256. */
function hashBytesIn(config: string): number {
  const read = readText(config)
  const sections = read.kind === 'text' ? read.text.split(/^[ \t]*\[/m) : []
  const extensions = sections.filter(section => /^[ \t]*extensions[ \t]*\]/i.test(section))
  return extensions.some(section => /^[ \t]*objectformat[ \t]*=[ \t]*"?sha256\b/im.test(section)) ? 32 : 20
}

/** Where the name of each entry starts and ends, one pair after the other. git keeps them sorted by their bytes. */
function namesIn(bytes: Buffer, hashBytes: number): readonly number[] {
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 4) !== 'DIRC') return []
  const version = bytes.readUInt32BE(4)
  if (version !== 2 && version !== 3) return []
  const names: number[] = []
  const fixed = STAT_BYTES + hashBytes
  let at = HEADER_BYTES
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    if (at + fixed + 4 > bytes.length) return []
    const flags = bytes.readUInt16BE(at + fixed)
    const start = at + fixed + (flags & EXTENDED ? 4 : 2)
    const length = flags & LENGTH_BITS
    const end = length < LENGTH_BITS ? start + length : bytes.indexOf(0, start)
    if (end < start || end >= bytes.length) return []
    names.push(start, end)
    // Zeros fill up to a multiple of eight bytes, one at least.
    at += (Math.floor((end - at) / 8) + 1) * 8
  }
  return names
}

/** The number of the first entry whose name does not come before the wanted one. */
function firstNotBefore(wanted: Buffer, bytes: Buffer, names: readonly number[]): number {
  let [low, high] = [0, names.length / 2]
  while (low < high) {
    const middle = (low + high) >> 1
    const order = bytes.compare(wanted, 0, wanted.length, names[2 * middle], names[2 * middle + 1])
    if (order < 0) low = middle + 1
    else high = middle
  }
  return low
}
