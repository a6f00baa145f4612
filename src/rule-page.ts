import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyRule } from './model/rule.ts'

/** The generated page of one of memlint's own rules, from the package that this file is part of. */
export function rulePage(id: string): string {
  const page = readFileSync(join(packageRoot(), 'docs', 'rules', `${id}.md`), 'utf8')
  // Its first lines say that it is generated, which a reader of the terminal need not know.
  return page.replace(/^<!--.*-->\s+/, '')
}

/** The page of a rule as far as its declaration goes: without an example. */
export function declaredPage(rule: AnyRule): string {
  return `${[...introduction(rule), ...closing(rule)].join('\n\n')}\n`
}

/** What stands above the example. `figures` are further facts. */
export function introduction(rule: AnyRule, figures: readonly string[] = []): string[] {
  return [`# ${rule.id}`, rule.summary, [...facts(rule), ...figures].join('\n'), '## Why', rule.why.trim()]
}

/** What stands below the example. */
export function closing({ id, references }: AnyRule): string[] {
  return [
    '## Ignoring it',
    `Where the file has comments, on the line above: \`# memlint-ignore ${id}: reason\` (\`//\` in JSON with comments). Else in the configuration:`,
    `\`\`\`json\n${JSON.stringify({ ignore: [{ rule: id, reason: 'why it is right here' }] }, null, 2)}\n\`\`\``,
    '## References',
    references.map(reference => `- ${reference}`).join('\n'),
  ]
}

function facts(rule: AnyRule): string[] {
  return [
    `- severity: at most ${rule.severity}; what rests on derived figures is a warning at most, what rests on a guess an info`,
    `- confidence: ${rule.confidence}`,
    `- fix: ${rule.fixes.length > 0 ? rule.fixes.join(', ') : 'none'}`,
    `- depends on the host: ${rule.dependsOnHost ? 'yes' : 'no'}`,
  ]
}

/** The nearest folder above with a package.json: the bundle lies deeper than the source. */
function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error("memlint's own package.json is not where it belongs")
  }
}
