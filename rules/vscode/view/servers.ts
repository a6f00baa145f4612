import type { Setting } from '../../../src/model/setting.ts'
import type { Entry } from './settings.ts'

/** A language server that a folder's settings or recommended extensions show to be in use. */
export interface Server {
  readonly id: ServerId
  readonly title: string
  /** What shows it. */
  readonly evidence: Setting<unknown>
}

export type ServerId = 'rust-analyzer' | 'pylance' | 'gopls' | 'java' | 'cpptools' | 'clangd' | 'tsserver'

/** The servers in use, those first that usually keep most. */
export function serversOf(
  entries: readonly Entry[],
  extensions: readonly Setting<string>[],
): readonly Server[] {
  return SERVERS.flatMap(({ id, title, keys, extensions: own, off }) => {
    if (entries.some(entry => off(entry.name, entry.setting.value))) return []
    const evidence =
      entries.find(entry => keys.test(entry.name))?.setting ??
      extensions.find(extension => own.includes(extension.value.toLowerCase()))
    return evidence ? [{ id, title, evidence }] : []
  })
}

interface Known {
  readonly id: ServerId
  readonly title: string
  /** Settings that nobody writes who does not use it. */
  readonly keys: RegExp
  /** Extensions that bring it, in lower case. */
  readonly extensions: readonly string[]
  /** Whether a setting turns it off. */
  off(name: string, value: unknown): boolean
}

const SERVERS: readonly Known[] = [
  {
    id: 'rust-analyzer',
    title: 'rust-analyzer',
    keys: /^rust-analyzer\./,
    extensions: ['rust-lang.rust-analyzer', 'matklad.rust-analyzer'],
    off: (name, value) => name === 'rust-analyzer.initializeStopped' && value === true,
  },
  {
    id: 'java',
    title: 'the Java language server',
    keys: /^java\./,
    extensions: ['redhat.java', 'vscjava.vscode-java-pack'],
    off: (name, value) => name === 'java.server.launchMode' && value === 'LightWeight',
  },
  {
    id: 'pylance',
    title: 'Pylance',
    keys: /^python\.(analysis\.|languageServer$|testing\.|defaultInterpreterPath$)/,
    extensions: ['ms-python.python', 'ms-python.vscode-pylance'],
    off: (name, value) => name === 'python.languageServer' && (value === 'None' || value === 'Jedi'),
  },
  {
    id: 'gopls',
    title: 'gopls',
    keys: /^(go|gopls)(\.|$)/,
    extensions: ['golang.go'],
    off: (name, value) => name === 'go.useLanguageServer' && value === false,
  },
  {
    id: 'cpptools',
    title: 'cpptools',
    keys: /^C_Cpp\./,
    extensions: ['ms-vscode.cpptools', 'ms-vscode.cpptools-extension-pack'],
    off: (name, value) => /^C_Cpp\.intelliSenseEngine$/i.test(name) && /^disabled$/i.test(String(value)),
  },
  {
    id: 'clangd',
    title: 'clangd',
    keys: /^clangd\./,
    extensions: ['llvm-vs-code-extensions.vscode-clangd'],
    off: (name, value) => name === 'clangd.enable' && value === false,
  },
  // Built into VS Code: only settings of its memory or project show that it matters here.
  {
    id: 'tsserver',
    title: 'the TypeScript server',
    keys: /^(typescript|js\/ts)\.tsserver\./,
    extensions: [],
    off: () => false,
  },
]
