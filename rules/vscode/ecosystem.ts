import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { type Amount, footprint } from '../../src/model/footprint.ts'
import type { FootprintTable } from '../../src/model/footprint-table.ts'
import { setting } from '../../src/model/setting.ts'
import type { Count, Workload } from '../../src/model/workload.ts'
import table from '../tables/servers.json' with { type: 'json' }
import { type EditorFolder, FILES, readFolders } from './view/folders.ts'
import { rustAnalyzerAmounts } from './view/rust-footprint.ts'

/** What each server keeps. */
const SERVERS: FootprintTable = table as FootprintTable

const vscode: Ecosystem<EditorFolder> = {
  id: 'vscode',
  title: 'VS Code',
  url: 'https://code.visualstudio.com/docs/configure/settings',
  owns: [
    ...Object.values(FILES).map(path => ({ path, format: 'jsonc' as const })),
    // Only their presence counts here, and how many packages a lock file names.
    { path: /(^|\/)(Cargo\.toml|Cargo\.lock)$/, format: 'toml' },
    { path: /(^|\/)package\.json$/, format: 'jsonc' },
  ],
  tables: [SERVERS],
  read: readFolders,
  workloads,
}

export default vscode

/**
 * One editor to a folder: its largest server stands for all of them. Which of several servers has files open
 * is not known, and a sum of defaults would be two guesses; whoever measures configures the footprint of the
 * one that is named.
 */
function* workloads(view: EditorFolder): Iterable<Workload> {
  const [server, ...others] = view.servers
  if (!server) return
  const also = others.length > 0 ? ` (also ${others.map(other => other.title).join(', ')})` : ''
  const { document, at } = server.evidence
  const one: Count = { kind: 'fixed', processes: 1 }
  yield {
    id: `vscode/${server.id}:${view.folder}`,
    kind: `vscode/${server.id}`,
    folder: view.folder,
    title: `${server.title}${also}`,
    process: 'server',
    phase: 'editor',
    when: 'while the folder is open in VS Code',
    count: setting(one, document, at),
    footprint: footprint('default', amountsOf(server.id, view)),
    base: [],
  }
}

function amountsOf(id: string, view: EditorFolder): readonly Amount[] {
  return SERVERS.rows
    .filter(({ name }) => name === id)
    .flatMap(({ bytes, evidence, source }) => {
      const server: Amount = { what: 'a language server', bytes, evidence, source }
      return id === 'rust-analyzer' ? rustAnalyzerAmounts(server, view.rust) : [server]
    })
}
