import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it, vi } from 'vitest'
import { FIELDLESS, PYTHON_2, TOKENS } from '../../src/documents/python/kinds.ts'
import { readWordsDirectly } from '../../src/documents/tree-sitter-words.ts'

interface NodeType {
  readonly type: string
  readonly named: boolean
  readonly fields?: object
  readonly children?: object
}

const grammar = createRequire(import.meta.url).resolve('tree-sitter-python/src/node-types.json')
const types = JSON.parse(readFileSync(grammar, 'utf8')) as NodeType[]
const named = new Map(types.filter(one => one.named).map(one => [one.type, one]))

describe('what is known of types of nodes without asking the parser', () => {
  it.each([...TOKENS])('%s has no parts', type => {
    expect(named.get(type)).toBeDefined()
    expect(named.get(type)).not.toHaveProperty('fields')
    expect(named.get(type)).not.toHaveProperty('children')
  })

  it.each([...FIELDLESS])('the parts of %s have no names', type => {
    expect(named.get(type)).toBeDefined()
    expect(Object.keys(named.get(type)?.fields ?? {})).toEqual([])
  })

  it.each([...PYTHON_2])('%s is in the grammar', type => {
    expect(named.get(type)).toBeDefined()
  })

  it('only keywords of two words have parts', () => {
    const parted = types.filter(one => !one.named && (one.children || one.fields)).map(one => one.type)
    expect(parted).toEqual(parted.filter(type => type.includes(' ')))
    expect(parted).toContain('not in')
  })
})

describe('words of WebAssembly memory', () => {
  function binding() {
    const memory = new DataView(new ArrayBuffer(16))
    return {
      wasmBinary: new Uint8Array(),
      HEAP32: new Int32Array(memory.buffer),
      getValue: vi.fn((address: number, type = 'i8') =>
        type === 'i32' ? memory.getInt32(address, true) : memory.getInt8(address),
      ),
      setValue: vi.fn((address: number, value: number | bigint, type = 'i8') =>
        type === 'i32'
          ? memory.setInt32(address, Number(value), true)
          : memory.setInt8(address, Number(value)),
      ),
    }
  }

  it.each([0, 1, -1, 0x7fffffff, -0x80000000, 0xfffffffe])('%i is read and written as before', value => {
    const [plain, direct] = [binding(), binding()]
    readWordsDirectly(direct)
    plain.setValue(4, value, 'i32')
    direct.setValue(4, value, 'i32')
    expect(direct.HEAP32).toEqual(plain.HEAP32)
    expect(direct.getValue(4, 'i32')).toBe(plain.getValue(4, 'i32'))
  })

  it('other types go the way they went', () => {
    const original = binding()
    const direct = { ...original }
    readWordsDirectly(direct)
    direct.setValue(3, 7)
    expect(direct.getValue(3)).toBe(7)
    expect(original.setValue).toHaveBeenCalledTimes(1)
    expect(original.getValue).toHaveBeenCalledTimes(1)
  })

  it('the memory may be replaced by a larger one', () => {
    const grown = binding()
    readWordsDirectly(grown)
    grown.HEAP32 = new Int32Array(8)
    grown.setValue(28, 5, 'i32')
    expect(grown.HEAP32[7]).toBe(5)
    expect(grown.getValue(28, 'i32')).toBe(5)
  })

  it('a binding without these functions is left alone', () => {
    const bare = { wasmBinary: new Uint8Array() }
    readWordsDirectly(bare)
    expect(Object.keys(bare)).toEqual(['wasmBinary'])
  })
})
