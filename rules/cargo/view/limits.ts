import type { Document } from '../../../src/model/document.ts'
import { isTable, type Place, sameValue } from '../../../src/model/value.ts'

/**
 * What one configuration sets and another does not, or not so: `build.jobs`, `profile.dev`,
 * `env.RUST_TEST_THREADS`, two steps deep.
 */
export function keysMissingIn(read: Document, unread: Document): readonly string[] {
  const root = unread.get([])
  if (!isTable(root)) return []
  const places = Object.entries(root).flatMap(([key, value]): Place[] =>
    isTable(value) ? Object.keys(value).map(inner => [key, inner]) : [[key]],
  )
  return places.filter(at => !sameValue(unread.get(at), read.get(at))).map(at => at.join('.'))
}

/** Whether a key has to do with how much memory a build or its tests take. */
export function isLimit(key: string): boolean {
  return LIMITS.test(key)
}

const LIMITS =
  /^(build\.(jobs|incremental|rustflags)|profile\..+|target\..+|env\.(RUST_TEST_THREADS|CARGO_BUILD_JOBS|RUST_MIN_STACK))$/
