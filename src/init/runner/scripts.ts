import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { NewText } from '../../model/proposal.ts'
import type { Figures } from './figures.ts'

const MARKS = /^# <figures>\r?\n[\s\S]*?^# <\/figures>/m

/** The runner for a POSIX shell and the one for PowerShell. What is between their marks is the repository's. */
export const SCRIPTS: readonly { readonly path: string; text(figures: Figures, version: string): NewText }[] =
  [
    script('memlint-run.sh', { executable: true, assign: (name, value) => `${name}=${value}`, between: ' ' }),
    script('memlint-run.ps1', {
      executable: false,
      assign: (name, value) => `$${name} = ${typeof value === 'string' ? `'${value}'` : value}`,
      between: '; ',
    }),
  ]

interface Dialect {
  readonly executable: boolean
  assign(name: string, value: number | string): string
  /** What stands between assignments on one line. */
  readonly between: string
}

function script(name: string, dialect: Dialect) {
  const path = `scripts/${name}`
  return {
    path,
    text: (figures: Figures, version: string) => ({
      path,
      executable: dialect.executable,
      text: template(name).replace(MARKS, () => block(figures, version, dialect)),
    }),
  }
}

/** Read where it is needed: it lies beside this file, and beside the bundle that the build makes of it. */
function template(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')
}

function block(figures: Figures, version: string, { assign, between }: Dialect): string {
  const lines = figures.flatMap(group => [
    ...group.because.map(line => `# ${plain(line)}`),
    group.figures.map(({ name, value }) => assign(name, value)).join(between),
  ])
  return [
    '# <figures>',
    `# By memlint ${version}, from \`memlint plan\`. \`memlint init --runner\` writes them anew; what is outside is yours.`,
    ...lines,
    '# </figures>',
  ].join('\n')
}

/** A source is free text of a configuration: nothing in it may end the comment. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}

/** A script that is there, with the figures between its marks made new; undefined where it has no marks. */
export function renewed(text: string, fresh: string): string | undefined {
  const block = MARKS.exec(fresh)?.[0]
  if (block === undefined || !MARKS.test(text)) return undefined
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  return text.replace(MARKS, () => block.replaceAll('\n', eol))
}
