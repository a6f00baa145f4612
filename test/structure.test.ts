import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * The house: what each layer may import. Arrows point down only. `node:` says which of Node's own modules a
 * layer may use; whoever is not in this table may not be imported from src/ at all.
 */
const LAYERS: Record<string, { may: readonly string[]; node: readonly string[] }> = {
  'src/model': { may: [], node: [] },
  'src/plan': { may: ['src/model'], node: [] },
  'src/documents': {
    may: ['src/model'],
    node: ['node:url', 'node:fs', 'node:fs/promises', 'node:module', 'node:path'],
  },
  'src/host': { may: ['src/model'], node: ['node:fs', 'node:os', 'node:path', 'node:process'] },
  'src/engine': { may: ['src/model', 'src/plan'], node: [] },
  'src/project': {
    may: ['src/model', 'src/documents'],
    node: [
      'node:fs',
      'node:path',
      'node:buffer',
      'node:crypto',
      'node:os',
      'node:url',
      'node:module',
      'node:process',
    ],
  },
  'src/init': { may: ['src/model', 'src/plan', 'src/engine'], node: ['node:fs', 'node:url'] },
  'src/report': { may: ['src/model'], node: ['node:util', 'node:crypto'] },
  rules: { may: ['src/model'], node: [] },
}

/** src/*.ts and src/cli, src/testing put the layers together; only src/cli talks to the process. */
const TOP = ['src', 'src/run', 'src/session', 'src/cli', 'src/testing', 'scripts', 'test']

const ROOT = resolve(import.meta.dirname, '..')
const files = [...listOf('src'), ...listOf('rules')].map(path => ({ path, ...importsOf(path) }))

describe('layers point down only', () => {
  for (const [layer, { may, node }] of Object.entries(LAYERS)) {
    it(`${layer} imports ${[...may, 'itself'].join(', ')} and no other layer`, () => {
      const own = files.filter(file => layerOf(file.path) === layer)
      expect(own.length).toBeGreaterThan(0)
      const wrong = own.flatMap(file => [
        ...file.local
          .filter(target => layerOf(target) !== layer && !may.includes(layerOf(target)))
          .map(target => `${file.path} imports ${target}`),
        ...file.modules
          .filter(name => name.startsWith('node:') && !node.includes(name))
          .map(name => `${file.path} imports ${name}`),
      ])
      expect(wrong).toEqual([])
    })
  }

  it('no layer imports what puts the layers together', () => {
    const wrong = files
      .filter(file => !TOP.includes(layerOf(file.path)))
      .flatMap(file =>
        file.local
          .filter(target => TOP.includes(layerOf(target)))
          .map(target => `${file.path} imports ${target}`),
      )
    expect(wrong).toEqual([])
  })

  it('only src/cli touches the console, the process and exit codes', () => {
    const allowed = (path: string) =>
      layerOf(path) === 'src/cli' || path === 'src/host/machine.ts' || path.startsWith('src/project/config/')
    const wrong = files
      .filter(
        file =>
          !allowed(file.path) &&
          /\b(process\.(exit|exitCode|std|argv|cwd|chdir|env)|console\.)/.test(file.code),
      )
      .map(file => file.path)
    expect(wrong).toEqual([])
  })

  it('an ecosystem imports nothing of another one: what several say alike is in rules/common', () => {
    const wrong = files
      .filter(file => /^rules\/.+\//.test(file.path))
      .flatMap(file =>
        file.local
          .filter(target => target.startsWith('rules/') && !/^rules\/(common|tables)\//.test(target))
          .filter(target => target.split('/')[1] !== file.path.split('/')[1])
          .map(target => `${file.path} imports ${target}`),
      )
    expect(wrong).toEqual([])
  })

  it('rules are short: a rule that grows wants something from its View', () => {
    const rules = files.filter(file =>
      /^rules\/(?!common\/)[^/]+\/(?!ecosystem\.ts)[^/]+\.ts$/.test(file.path),
    )
    expect(rules.length).toBeGreaterThanOrEqual(16)
    const long = rules.filter(file => file.lines > 100).map(file => `${file.path}: ${file.lines} lines`)
    expect(long).toEqual([])
  })
})

function listOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => slashed(relative(ROOT, join(entry.parentPath, entry.name))))
}

function importsOf(path: string): { local: string[]; modules: string[]; code: string; lines: number } {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  const names = [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '')
  return {
    local: names
      .filter(name => name.startsWith('.'))
      .map(name => slashed(relative(ROOT, resolve(ROOT, dirname(path), name)))),
    modules: names.filter(name => !name.startsWith('.')),
    code,
    lines: text.split('\n').length,
  }
}

/** `src/engine` of `src/engine/fix.ts`, `rules` of every file below it. */
function layerOf(path: string): string {
  if (path.startsWith('rules/')) return 'rules'
  const [first = '', second = ''] = path.split('/')
  return second.includes('.') ? first : `${first}/${second}`
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}
