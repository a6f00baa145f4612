import { ecosystems, rules } from '../../rules/index.ts'
import type { Report } from '../model/report.ts'
import { loadConfig } from '../project/config/load.ts'
import { type RunOptions, run } from '../run.ts'
import { chooseHosts } from './hosts.ts'
import type { CommonFlags } from './options.ts'
import { shownRoot, type Target, targetsOf } from './targets.ts'
import type { Terminal } from './terminal.ts'

export interface SessionFlags extends CommonFlags {
  readonly select?: readonly string[]
  readonly ignore?: readonly string[]
  readonly fix?: RunOptions['fix']
}
