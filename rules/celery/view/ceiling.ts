import { type Bytes, KiB, MiB } from '../../../src/model/bytes.ts'
import type { CelerySetting } from './settings.ts'

/** The number in a `worker_max_memory_per_child`. Celery counts it in KiB. */
export interface Ceiling {
  readonly setting: CelerySetting
  readonly number: number
  readonly bytes: Bytes
}

/** What a child holds that has loaded nothing but Celery: it is forked from the worker, which has. */
export const EMPTY_CHILD: { readonly bytes: Bytes; readonly source: string } = {
  bytes: 38 * MiB,
  source:
    'largest resident set of a child that has run one empty task: celery 5.7.0, billiard 4.3.2, CPython 3.11.7, Linux x86-64',
}

/** Every ceiling that is written as a number. */
export function ceilingsIn(settings: readonly CelerySetting[]): readonly Ceiling[] {
  return settings.flatMap(setting => {
    const { value } = setting.at
    if (setting.name !== 'worker_max_memory_per_child' || typeof value !== 'number' || value <= 0) return []
    return [{ setting, number: value, bytes: value * KiB }]
  })
}
