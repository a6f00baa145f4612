import { formatGiB, MiB } from '../../src/model/bytes.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { desks } from './view/desks.ts'
import { effective } from './view/folders.ts'

const ANALYSIS = 'python.analysis.'
/** Heap that Pylance's own node may have: the default of `nodeArguments`, --max-old-space-size=8192. */
const NODE_HEAP = 8192 * MiB
/** Pylance's default for files that it indexes. */
const FILES = 2000

export default defineRule({
  id: 'vscode/pylance-unbounded',
  ecosystem: vscode,
  summary: 'Pylance is told to index everything, without a limit',
  why: `\`languageServerMode: full\` takes the limits off at once: it indexes every file of the workspace and four levels of
every installed package, and runs in a node of its own whose heap may grow to 8 GiB; with three workers 24 GB were
possible (pylance#5820). \`userFileIndexingLimit: -1\` together with \`diagnosticMode: workspace\` does it for the
workspace alone. Either of the two by itself is left alone: in a repository of fewer than 2,000 files a limit changes nothing.`,
  severity: 'info',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/microsoft/pylance-release/blob/main/docs/settings/python_analysis_languageServerMode.md',
    'https://github.com/microsoft/pylance-release/blob/main/docs/settings/python_analysis_userFileIndexingLimit.md',
    'https://github.com/microsoft/pylance-release/issues/5820',
  ],
  *check(view, { plan }) {
    const mode = effective(view, `${ANALYSIS}languageServerMode`)
    const limit = effective(view, `${ANALYSIS}userFileIndexingLimit`)
    const diagnostics = effective(view, `${ANALYSIS}diagnosticMode`)
    const small = desks(plan).filter(({ capacity }) => NODE_HEAP >= capacity / 2)
    const hosts = small.map(({ name }) => name)
    if (small.length === 0) return
    if (mode?.setting.value === 'full') {
      yield {
        at: mode.setting,
        message: `Pylance indexes the workspace and every package without a limit, in a node of up to ${formatGiB(NODE_HEAP)}`,
        because: [
          ...small.map(({ name, capacity }) => `${name} has ${formatGiB(capacity, 'down')}`),
          'full mode sets nodeExecutable to auto, and --max-old-space-size=8192 is the default of nodeArguments (documented)',
        ],
        hosts,
        fix: {
          title: 'remove languageServerMode, and raise single limits that are missed',
          safety: 'manual',
          why: 'which of the features of full mode are in use is for you to say',
        },
      }
    } else if (limit?.setting.value === -1 && diagnostics?.setting.value === 'workspace') {
      yield {
        at: limit.setting,
        message: 'Pylance indexes every file of the workspace and analyses all of them, open or not',
        because: [
          `the default is ${FILES} files`,
          ...small.map(({ name, capacity }) => `${name} has ${formatGiB(capacity, 'down')}`),
        ],
        related: [{ at: diagnostics.setting, message: 'it asks for errors of all files' }],
        hosts,
        fix: {
          title: `set it to its default of ${FILES} files`,
          safety: 'unsafe',
          why: 'names in files beyond that are no longer suggested for imports',
          ops: [set(limit.setting, FILES)],
        },
      }
    }
  },
})
