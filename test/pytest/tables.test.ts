import { describe, expect, it } from 'vitest'
import {
  HEAVY_CONSTRUCTORS,
  HEAVY_WORDS,
  heavyConstructor,
} from '../../rules/pytest/view/heavy/heavy-constructors.ts'
import { bytesAlone, HEAVY_LIBRARIES, heavyLibraries } from '../../rules/pytest/view/heavy/heavy-imports.ts'
import { MODELS, sizeOfModel } from '../../rules/pytest/view/heavy/model-sizes.ts'
import { weigh } from '../../rules/pytest/view/heavy/weigh.ts'
import { importedLibraries } from '../../rules/pytest/view/python/on-import.ts'
import { PYTHON_FILES } from '../../rules/pytest/view/python/python.ts'
import { testFilesOf } from '../../rules/pytest/view/python/test-files.ts'
import { loadPython } from '../../src/documents/python.ts'
import type { PyModule } from '../../src/model/python.ts'
import { sourcesOf } from './sources.ts'

const parse = await loadPython()

function moduleOf(code: string): PyModule {
  return parse('test_it.py', code).module
}

describe('constructors', () => {
  it.each(HEAVY_CONSTRUCTORS.rows)('$name: its example is found, parsed and weighed by its row', row => {
    expect(new RegExp(HEAVY_WORDS.join('|')).test(row.example)).toBe(true)
    for (const text of [row.pattern, ...row.words, row.only ?? '']) {
      expect(typeof text).toBe('string')
      expect(() => new RegExp(text)).not.toThrow()
    }
    const module = moduleOf(row.example)
    const heavy = module.calls.filter(call => weigh(call, module, { heavyConstructors: {} }))
    expect(heavy.map(call => heavyConstructor(call.qualified)?.name)).toEqual([row.name])
  })

  it('are no tokenizers and configurations', () => {
    expect(heavyConstructor('transformers.AutoTokenizer.from_pretrained')).toBeUndefined()
    expect(heavyConstructor('transformers.models.bert.BertConfig.from_pretrained')).toBeUndefined()
  })
})

describe('imports', () => {
  it.each(HEAVY_LIBRARIES.rows)('$name: its example is found and counted as it', row => {
    expect(PYTHON_FILES[0]?.mentions?.test(row.example)).toBe(true)
    const document = parse('test_it.py', row.example)
    const files = testFilesOf({ ...sourcesOf({ 'test_it.py': row.example }), document: () => document })
    expect(importedLibraries(files).libraries.map(({ name }) => name)).toEqual([row.name])
  })

  it('bring along rows, with all that those bring along, and weigh no less', () => {
    const rows = new Map(HEAVY_LIBRARIES.rows.map(row => [row.name, row]))
    for (const { name, includes } of HEAVY_LIBRARIES.rows) {
      for (const other of includes) {
        expect(rows.has(other), `${name} includes ${other}`).toBe(true)
        expect(includes).toEqual(expect.arrayContaining([...(rows.get(other)?.includes ?? [])]))
      }
      expect(includes).not.toContain(name)
      expect(bytesAlone(name), name).toBeGreaterThanOrEqual(0)
    }
  })

  it('count once what two of them bring along', () => {
    const counted = heavyLibraries(({ name }) => ['diffusers', 'transformers'].includes(name))
    const sum = counted.reduce((bytes, row) => bytes + row.bytes, 0)
    expect(counted.map(({ name }) => name)).toEqual(['diffusers', 'transformers'])
    expect(sum).toBe(bytesAlone('diffusers') + bytesAlone('transformers') + bytesAlone('torch'))
  })
})

describe('models', () => {
  it.each(MODELS.rows)('$name: its example is taken for it', row => {
    expect(sizeOfModel(row.example)).toBe(row)
    expect(sizeOfModel(row.name)).toBe(row)
  })

  it.each(MODELS.rows.filter(({ source }) => / million /.test(source)))(
    '$name: as large as its source says',
    row => {
      const [, millions] = /^([\d.]+) million .* of 4 bytes/.exec(row.source) ?? []
      expect(row.bytes).toBe(Math.round(Number(millions) * 4e6))
    },
  )

  it('are mostly counted by their parameters', () => {
    expect(MODELS.rows.filter(({ source }) => / million /.test(source)).length).toBeGreaterThan(40)
  })
})
