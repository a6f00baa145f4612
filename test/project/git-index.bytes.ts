/** An index as git writes it, with nothing in it but names. `extended`: those with flags of version 3. */
export function gitIndexOf(
  paths: readonly string[],
  { version = 2, extended = new Set<string>() } = {},
): Buffer {
  const header = Buffer.alloc(12)
  header.write('DIRC', 'latin1')
  header.writeUInt32BE(version, 4)
  header.writeUInt32BE(paths.length, 8)
  const sorted = paths.map(path => Buffer.from(path)).sort(Buffer.compare)
  const entries = sorted.map(name => {
    const isExtended = extended.has(name.toString())
    const size = (isExtended ? 64 : 62) + name.length
    const entry = Buffer.alloc((Math.floor(size / 8) + 1) * 8, 0)
    // A hash that looks like names and ends.
    entry.fill('a/\0b', 40, 60)
    entry.writeUInt16BE((isExtended ? 0x4000 : 0) | Math.min(name.length, 0xfff), 60)
    name.copy(entry, isExtended ? 64 : 62)
    return entry
  })
  return Buffer.concat([header, ...entries, Buffer.alloc(20, 7)])
}
