import type { Setting } from '../../../../src/model/setting.ts'
import type { Value } from '../../../../src/model/value.ts'
import { argumentsOf } from './arguments.ts'
import { readOptions, written } from './options.ts'

/** What people believe to hold, as it is written: `['-n 4', '--maxprocesses=4']`. */
export function parallelOptions(addopts: Setting<Value>): readonly string[] {
  const options = readOptions(argumentsOf(addopts) ?? [])
  const given = [options.workers, options.maxProcesses, ...options.environments]
  return given.flatMap(each => (each ? [written(each)] : []))
}
