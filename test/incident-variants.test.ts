import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const INCIDENTS = join(import.meta.dirname, '../fixtures/incidents')
const CONFIG = 'memlint.config.json'

/** The variants prove that the code alone is enough: they must be the same code. */
describe.each(['python', 'rust'])('fixtures/incidents/%s', name => {
  const declared = filesOf(name)
  const undeclared = filesOf(`${name}-undeclared`)

  it('is the same in its variant without footprints, but for the configuration', () => {
    expect(without(CONFIG, undeclared)).toEqual(without(CONFIG, declared))
  })

  it('declares its host in both, and a measured footprint in one', () => {
    const { hosts, footprints } = JSON.parse(declared.get(CONFIG) ?? '')
    expect(Object.values(footprints)).toEqual([
      { perProcess: expect.any(String), measured: expect.any(String) },
    ])
    expect(JSON.parse(undeclared.get(CONFIG) ?? '')).toEqual({ hosts })
  })
})

/** Text of every file by its path; what running the incident's tests by hand leaves behind is left out. */
function filesOf(name: string): Map<string, string> {
  const folder = join(INCIDENTS, name)
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !/__pycache__|\.pytest_cache|[\\/](target|models)[\\/]/.test(path))
    .sort()
  return new Map(paths.map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
}

function without(path: string, files: ReadonlyMap<string, string>): Map<string, string> {
  const rest = new Map(files)
  rest.delete(path)
  return rest
}
