import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { FolderConfig } from './config-files.ts'
import { optionOf } from './config-files.ts'

/** One element of an array of options that holds an option and its value: pytest does not split it. */
export interface JoinedFlag {
  readonly at: Setting<string>
  readonly flag: string
  /** The same as one argument that pytest reads: `-nauto`, `--dist=loadfile`. Undefined where more options follow. */
  readonly separated?: string
}

/** The options about workers that the configuration's array joins with their values by a space. */
export function joinedFlagsIn({ winner }: FolderConfig): readonly JoinedFlag[] {
  const addopts = winner && optionOf(winner, 'addopts')
  if (!addopts || !Array.isArray(addopts.value)) return []
  return addopts.value.flatMap((element, index) => {
    const joined = typeof element === 'string' ? split(element) : undefined
    return joined
      ? [{ at: setting(String(element), addopts.document, [...addopts.at, index]), ...joined }]
      : []
  })
}

/** argparse takes a long option with a space in it for a file; of a short one the rest is the value, space and all. */
function split(element: string): Omit<JoinedFlag, 'at'> | undefined {
  const match = /^(--(?:numprocesses|maxprocesses|max-worker-restart|dist|tx|maxfail)|-n)\s+(\S.*)$/.exec(
    element.trimEnd(),
  )
  if (!match) return undefined
  const [, flag = '', value = ''] = match
  // Python's int takes the space in front of a number, so that this one works.
  if (flag === '-n' && /^[+-]?\d+$/.test(value)) return undefined
  if (/\s/.test(value)) return { flag }
  return { flag, separated: flag === '-n' ? `-n${value}` : `${flag}=${value}` }
}
