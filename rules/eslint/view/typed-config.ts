import type { Document } from '../../../src/model/document.ts'
import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import { commandFiles, type RepositoryCommand } from '../../common/commands.ts'
import { manifestsAndLocks } from '../../common/npm/locks.ts'
import { inFolder } from '../../common/paths.ts'
import { FLAGS, namedConfig } from './commands.ts'

/** `projectService: true`, `project: './tsconfig.json'` of a parser, and the presets that need one of them. */
const TYPED = new RegExp(
  [
    String.raw`\bprojectService\s{0,9}:\s{0,9}(?:true\b|\{)`,
    String.raw`\bparserOptions\s{0,9}:\s{0,9}\{[^{}]{0,500}\bproject\s{0,9}:\s{0,9}(?:true\b|['"\x60[])`,
    String.raw`\b(?:recommended|strict|stylistic)(?:TypeChecked|-type-checked)\b`,
  ].join('|'),
)

export const CONFIG_FILES: readonly Owned[] = [
  {
    path: /(^|\/)eslint\.(?:[\w-]+\.)?config(?:\.[\w-]+)?\.[cm]?[jt]s$/,
    format: 'javascript',
    mentions: TYPED,
  },
  ...manifestsAndLocks(/"eslint"/),
  ...commandFiles(FLAGS),
]

/** The configuration of a command, where it lets typescript-eslint ask TypeScript for types. */
export function typedConfigOf(command: RepositoryCommand, sources: Sources): Document | undefined {
  const named = namedConfig(command)
  const path = named === undefined ? nearest(command.folder, sources) : pathFrom(command.folder, named)
  const document =
    path !== undefined && TYPED.test(sources.text(path) ?? '') ? sources.document(path) : undefined
  return document && TYPED.test(withoutComments(document)) ? document : undefined
}

/** In a folder the first of these names is the one that eslint reads, and the nearest folder wins. */
function nearest(folder: string, sources: Sources): string | undefined {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const path = NAMES.map(name => inFolder(at, name)).find(each => sources.has(each))
    if (path !== undefined || at === '') return path
  }
}

const NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(ending => `eslint.config.${ending}`)

function pathFrom(folder: string, written: string): string | undefined {
  const name = written.replace(/^\.\//, '')
  return name.includes('..') ? undefined : inFolder(folder, name)
}

function withoutComments({ text, comments }: Document): string {
  let from = 0
  const parts = comments.map(({ start, end }) => {
    const part = text.slice(from, start)
    from = end
    return part
  })
  return [...parts, text.slice(from)].join(' ')
}
