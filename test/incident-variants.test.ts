import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const CONFIG = 'memlint.config.json'

/**
 * The variants prove that the code alone is enough. The Python one loads a model that is too large for the
 * incident's machine by itself; nothing else may tell the two apart.
 */
describe.each([
  { name: 'python', others: ['README.md', 'conftest.py', 'requirements.txt', 'scripts/fetch_model.py'] },
  { name: 'rust', others: [] },
])('fixtures/incidents/$name', ({ name, others }) => {
  const declared = filesOf(`incidents/${name}`)
  const undeclared = filesOf(`incident-variants/${name}-undeclared`)

  it('is the same code in its variant without footprints', () => {
    expect(without([CONFIG, ...others], undeclared)).toEqual(without([CONFIG, ...others], declared))
  })

  it('declares its host in both, and a measured footprint in one', () => {
    const { hosts, footprints } = JSON.parse(declared.get(CONFIG) ?? '')
    expect(Object.values(footprints)).toEqual([
      { perProcess: expect.any(String), measured: expect.any(String) },
    ])
    expect(JSON.parse(undeclared.get(CONFIG) ?? '')).toEqual({ hosts })
  })
})

it('loads another model in the Python variant, by the same fixtures', () => {
  const [ours, theirs] = ['incidents/python', 'incident-variants/python-undeclared'].map(
    name => filesOf(name).get('conftest.py') ?? '',
  )
  expect(theirs).toContain('SentenceTransformer("BAAI/bge-m3")')
  expect(theirs).toBe(ours?.replace('models/all-MiniLM-L6-v2', 'BAAI/bge-m3'))
})

/** Text of every file by its path; what running the incident's tests by hand leaves behind is left out. */
function filesOf(name: string): Map<string, string> {
  const folder = join(FIXTURES, name)
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !/__pycache__|\.pytest_cache|[\\/](target|models)[\\/]/.test(path))
    .sort()
  return new Map(
    paths.map(path => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )
}

function without(paths: readonly string[], files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => !paths.includes(path)))
}
