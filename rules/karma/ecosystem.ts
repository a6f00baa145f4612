import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { cappedFolders } from '../common/capped-folders.ts'
import { commandFiles, commandsIn } from '../common/commands.ts'
import { folderOf } from '../common/paths.ts'
import { type Browsers, browsersOf } from './view/browsers.ts'
import { BROWSER, BROWSERS, SERVER } from './view/footprint.ts'

/** What a configuration starts at once. */
export interface KarmaRun {
  readonly browsers: Browsers
  readonly workload: Workload
}

const CONFIG = /(^|\/)karma([.-]\w+)?\.conf(ig)?(\.(?!spec\b|test\b)\w+)?\.[cm]?[jt]s$/
const MAIN = /(^|\/)karma\.conf\.[cm]?[jt]s$/
/** Where it is started with browsers of its own. Angular's command starts it, too. */
const FLAGS = /\b(karma|ng)\s[^\n]{0,500}--(browsers|concurrency)\b/

const karma: Ecosystem<KarmaRun> = {
  id: 'karma',
  title: 'Karma',
  url: 'https://karma-runner.github.io/',
  owns: [{ path: CONFIG, format: 'javascript', mentions: /\bbrowsers\b/ }, ...commandFiles(FLAGS)],
  tables: [BROWSERS],
  *read(sources) {
    const flagged = cappedFolders(
      commandsIn(sources, FLAGS),
      /(^|\/)(karma|ng)$/,
      /^--(browsers|concurrency)(=|$)/,
    )
    for (const path of sources.matching(CONFIG)) {
      if (!/\bbrowsers\b/.test(sources.text(path) ?? '') || flagged.has(folderOf(path))) continue
      const document = sources.document(path)
      for (const browsers of document ? browsersOf(document) : [])
        yield { browsers, workload: workloadOf(path, browsers) }
    }
  },
  *workloads({ workload }) {
    yield workload
  },
}

export default karma

function workloadOf(path: string, { atOnce, set, only }: Browsers): Workload {
  const folder = folderOf(path)
  const file = MAIN.test(path) ? '' : path.slice(path.lastIndexOf('/') + 1)
  return {
    id: [`karma/browsers:${folder}`, file, only ?? ''].filter(Boolean).join(' '),
    kind: 'karma/browsers',
    folder,
    title: file ? `karma browsers (${file})` : 'karma browsers',
    process: 'browser',
    phase: 'test',
    when: file ? `every karma start ${file}` : 'every plain karma start',
    count: { ...set, value: { kind: 'fixed', processes: atOnce } },
    footprint: BROWSER,
    base: [SERVER],
    ...(only && { only }),
  }
}
