/** An amount of memory in bytes. Always a non-negative finite number. */
export type Bytes = number

/** 1024 bytes */
export const KiB = 1024
/** 1024 KiB, in bytes */
export const MiB = 1024 * KiB
/** 1024 MiB, in bytes */
export const GiB = 1024 * MiB

const UNITS = new Map<string, number>(
  Object.entries({
    '': 1,
    b: 1,
    k: KiB,
    ki: KiB,
    kib: KiB,
    kb: 1e3,
    m: MiB,
    mi: MiB,
    mib: MiB,
    mb: 1e6,
    g: GiB,
    gi: GiB,
    gib: GiB,
    gb: 1e9,
    t: 1024 * GiB,
    ti: 1024 * GiB,
    tib: 1024 * GiB,
    tb: 1e12,
  }),
)

/**
 * Reads an amount such as `16GiB`, `16G` or `16g` (binary) or `16GB` (decimal).
 * Returns undefined for anything else, so that callers can name the place it came from.
 */
export function parseBytes(text: string): Bytes | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim())
  const unit = match ? UNITS.get((match[2] ?? '').toLowerCase()) : undefined
  if (!match || unit === undefined) return undefined
  return Math.round(Number(match[1]) * unit)
}

/**
 * Output is GiB with one decimal, below 1 GiB with two, so that a reader can multiply what is printed.
 * Budgets are rounded down: a rounded figure never promises memory that is not there.
 */
export function formatGiB(bytes: Bytes, rounding: 'nearest' | 'down' = 'nearest'): string {
  if (bytes === Number.POSITIVE_INFINITY) return 'unbounded'
  const decimals = bytes > 0 && bytes < 0.995 * GiB ? 2 : 1
  const scale = 10 ** decimals
  const scaled = (bytes / GiB) * scale
  const rounded = rounding === 'down' ? Math.floor(scaled + 1e-9) : Math.round(scaled)
  return `${(rounded / scale).toFixed(decimals)} GiB`
}

/**
 * An amount that a reader will multiply: as many decimals, up to three, as keep it within 1 % of the figure,
 * so that the product printed beside it can be checked by hand.
 */
export function formatFactor(bytes: Bytes): string {
  const exact = bytes / GiB
  const decimals = [1, 2].find(digits => Math.abs(Number(exact.toFixed(digits)) - exact) <= 0.01 * exact) ?? 3
  return `${exact.toFixed(decimals)} GiB`
}
