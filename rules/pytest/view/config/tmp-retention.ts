import type { Setting } from '../../../../src/model/setting.ts'
import type { Value } from '../../../../src/model/value.ts'
import { argumentsOf } from './arguments.ts'
import type { FolderConfig } from './config-files.ts'
import { optionOf } from './config-files.ts'

/** How many runs' `tmp_path` directories are kept whole, where the configuration asks for a number. */
export interface TmpRetention {
  readonly at: Setting<Value>
  readonly runs: number
}

/** Undefined where passed tests keep nothing (policy `failed` or `none`), or `--basetemp` empties one directory. */
export function tmpRetention({ winner }: FolderConfig): TmpRetention | undefined {
  const at = winner && optionOf(winner, 'tmp_path_retention_count')
  if (!at || !/^\s*\d+\s*$/.test(String(at.value))) return undefined
  const policy = optionOf(winner, 'tmp_path_retention_policy')?.value ?? 'all'
  const addopts = optionOf(winner, 'addopts')
  const words = (addopts && argumentsOf(addopts)) ?? []
  if (policy !== 'all' || words.some(({ text }) => text.startsWith('--basetemp'))) return undefined
  return { at, runs: Number(at.value) }
}
