/** What is used of the object that Emscripten keeps its memory and functions in: the one given to `Parser.init`. */
export interface Binding {
  readonly wasmBinary: Uint8Array
  /** Replaced when the memory grows. */
  HEAP32?: Int32Array
  getValue?: (address: number, type?: string) => number | bigint
  setValue?: (address: number, value: number | bigint, type?: string) => void
}

/**
 * Every step of a tree cursor hands four words to WebAssembly and takes four back, through functions of Emscripten
 * that look at the type's name and go through a DataView: for a whole tree that takes longer than parsing does.
 * Where the machine's order of bytes is WebAssembly's, an array of words does the same in half the time. A binding
 * that has no such functions stays as it is.
 */
export function readWordsDirectly(binding: Binding): void {
  const { getValue, setValue } = binding
  if (!getValue || !setValue || !isLittleEndian()) return
  binding.getValue = (address, type) => {
    const words = binding.HEAP32
    if (type !== 'i32' || words === undefined) return getValue(address, type)
    return words[address >> 2] ?? 0
  }
  binding.setValue = (address, value, type) => {
    const words = binding.HEAP32
    if (type !== 'i32' || words === undefined) setValue(address, value, type)
    else words[address >> 2] = Number(value)
  }
}

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
}
