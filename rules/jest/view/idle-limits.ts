import { type Branch, branchesAt } from '../../../src/model/choice.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import { withoutUnit } from '../../common/part-of-memory.ts'
import type { ConfigFile } from './config-files.ts'

/** `workerIdleMemoryLimit`, in one of the branches that it can have, as jest reads it. */
export interface IdleLimit {
  readonly at: Setting<Value>
  readonly when: Branch['when']
  /** As it is written, for messages. */
  readonly written: string
  /** A number without a unit: bytes from 1 on, and up to 1 a part of the memory of the machine, as a percentage is. */
  readonly is: { readonly bytes: number } | { readonly part: number }
}

/** Those without a unit; the others say what they are. */
export function idleLimits({ document, root }: ConfigFile): readonly IdleLimit[] {
  return branchesAt(document, [...root, 'workerIdleMemoryLimit']).flatMap(({ value, at, when }) => {
    const is = readLimit(value)
    if (!is || value === undefined) return []
    const written = `workerIdleMemoryLimit: ${JSON.stringify(value).replaceAll('"', "'")}`
    return [{ at: setting(value, document, at), when, written, is }]
  })
}

function readLimit(value: Value | undefined): IdleLimit['is'] | undefined {
  const number = withoutUnit(value)
  if (!number) return undefined
  return number > 1 ? { bytes: Math.floor(number) } : { part: number }
}
