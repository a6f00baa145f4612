import type { Setting } from '../../../../src/model/setting.ts'
import type { Value } from '../../../../src/model/value.ts'
import { argumentsOf } from './arguments.ts'
import type { FolderConfig } from './config-files.ts'
import { optionOf } from './config-files.ts'

/** Any of these lowers the level of the root logger for every test, whether or not the log is shown or written. */
const KEYS = ['log_level', 'log_cli_level', 'log_file_level']

/** The settings that make pytest capture debug records. */
export function debugLevels({ winner }: FolderConfig): readonly Setting<Value>[] {
  if (!winner) return []
  const addopts = optionOf(winner, 'addopts')
  const words = (addopts && argumentsOf(addopts))?.map(argument => argument.text) ?? []
  if (words.some(word => /^(-p)?\s*no:logging$/.test(word))) return []
  return KEYS.flatMap(key => {
    const level = optionOf(winner, key)
    return level && isDebug(level.value) ? [level] : []
  })
}

/** Names in any case, and numbers: DEBUG is 10. */
function isDebug(value: Value): boolean {
  const text = String(value).trim().toUpperCase()
  return text === 'DEBUG' || text === 'NOTSET' || (/^\d+$/.test(text) && Number(text) <= 10)
}
