import {
  chmodSync,
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeFile } from '../../src/cli/write-file.ts'
import { project } from './project.ts'

const refuse = () => {
  throw new Error('this is no descriptor')
}

describe('a report in a file', () => {
  it('is a new file, and nothing else', () => {
    const folder = project({})
    writeFile(join(folder, 'report'), 'new', refuse)
    expect(readFileSync(join(folder, 'report'), 'utf8')).toBe('new')
    expect(readdirSync(folder)).toEqual(['report'])
  })

  it('takes the place of the old one at once: who reads that has all of it', () => {
    const folder = project({ report: 'the old one' })
    const path = join(folder, 'report')
    chmodSync(path, 0o662)
    const reader = openSync(path, 'r')
    writeFile(path, 'new', refuse)
    expect(readFileSync(reader, 'utf8')).toBe('the old one')
    closeSync(reader)
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(statSync(path).mode & 0o777).toBe(0o662)
    expect(readdirSync(folder)).toEqual(['report'])
  })

  it('is written behind a link, which stays', () => {
    const folder = project({ 'there/report': 'old' })
    symlinkSync('there/report', join(folder, 'link'))
    writeFile(join(folder, 'link'), 'new', refuse)
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'there/report'), 'utf8')).toBe('new')
    symlinkSync('there/later', join(folder, 'dangling'))
    writeFile(join(folder, 'dangling'), 'new', refuse)
    expect(readFileSync(join(realpathSync(folder), 'dangling'), 'utf8')).toBe('new')
  })

  it('leaves the old one and nothing else where it cannot be written', () => {
    const folder = project({ 'report/file': 'in a folder' })
    expect(() => writeFile(join(folder, 'report'), 'new', refuse)).toThrow(/EISDIR/)
    expect(() => writeFile(join(folder, 'no/such'), 'new', refuse)).toThrow(/ENOENT/)
    expect(readdirSync(folder)).toEqual(['report'])
  })

  it('goes to what is open by its number', () => {
    const written: [number, string][] = []
    for (const path of ['/dev/stdout', '/dev/stderr', '/dev/fd/1', '/proc/self/fd/63'])
      writeFile(path, 'text', (descriptor, text) => written.push([descriptor, text]))
    expect(written).toEqual([
      [1, 'text'],
      [2, 'text'],
      [1, 'text'],
      [63, 'text'],
    ])
  })

  it('goes to a device as it is', () => {
    writeFile('/dev/null', 'text', refuse)
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    expect(() => writeFileSync('/dev/null', '')).not.toThrow()
  })
})
