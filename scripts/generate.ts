import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ecosystems, rules } from '../rules/index.ts'
import { retired } from '../rules/retired.ts'
import { CONFIG_FILES } from '../src/project/config/candidates.ts'
import { configJsonSchema } from '../src/project/config/json-schema.ts'
import { textReport } from '../src/report/text.ts'
import { runSession } from '../src/session/session.ts'
import { configurationKeys } from './configuration-page.ts'
import { withExamples } from './examples.ts'
import { footprintsPage } from './footprints-page.ts'
import { preCommitHooks } from './pre-commit-hooks.ts'
import { grown, unexplained } from './released-ids.ts'
import { pageOf } from './rule-page.ts'

/**
 * Writes everything that is derived from the rules' declarations, fixtures and tables: docs/rules/**,
 * docs/footprints.md, docs/configuration.md, rules/released.json, the README's rule table, the configuration's
 * JSON schema, the hooks of pre-commit and what memlint prints in docs/getting-started.md. With --check it writes nothing and fails on drift.
 */
const root = process.cwd()
const checkOnly = process.argv.includes('--check')
const drifted: string[] = []

const ids = rules.map(rule => rule.id)
for (const rule of rules) write(`docs/rules/${rule.id}.md`, pageOf(rule, root))
removeStalePages()
write('docs/footprints.md', footprintsPage(ecosystems))
const schema = configJsonSchema(ids)
write('memlint.schema.json', `${JSON.stringify(schema, null, 2)}\n`)
write('.pre-commit-hooks.yaml', preCommitHooks(ecosystems, CONFIG_FILES))
fill('docs/configuration.md', { keys: configurationKeys(schema) })
const released: readonly string[] = JSON.parse(readFileSync(join(root, 'rules/released.json'), 'utf8'))
write('rules/released.json', `${JSON.stringify(grown(released, ids), null, 2)}\n`)
const gone = unexplained(released, ids, retired)
if (gone.length > 0) {
  console.error(gone.join('\n'))
  process.exitCode = 1
}
fill('README.md', { rules: ruleTable(), output: await incidentOutput() })

for (const page of ['docs/getting-started.md'])
  write(page, await withExamples(readFileSync(join(root, page), 'utf8'), root))

if (checkOnly && drifted.length > 0) {
  console.error(`out of date, run \`npm run generate\`:\n${drifted.map(path => `  ${path}`).join('\n')}`)
  process.exitCode = 1
}

function write(path: string, text: string): void {
  const file = join(root, path)
  const current = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (current === text) return
  drifted.push(path)
  if (checkOnly) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function removeStalePages(): void {
  const folder = join(root, 'docs/rules')
  const wanted = new Set(rules.map(rule => `${rule.id}.md`))
  for (const ecosystem of readdirSync(folder)) {
    for (const page of readdirSync(join(folder, ecosystem))) {
      if (wanted.has(`${ecosystem}/${page}`)) continue
      drifted.push(`docs/rules/${ecosystem}/${page}`)
      if (!checkOnly) rmSync(join(folder, ecosystem, page))
    }
  }
}

function ruleTable(): string {
  const rows = rules.map(rule => {
    const fixes = rule.fixes.filter(safety => safety !== 'manual')
    return `| [${rule.id}](docs/rules/${rule.id}.md) | ${rule.summary} | ${rule.severity} | ${fixes.join(', ') || 'by hand'} |`
  })
  return ['| rule | what is wrong | at most | fix |', '|---|---|---|---|', ...rows].join('\n')
}

/** What memlint really says of the incidents: of each the finding that the incident is about. */
async function incidentOutput(): Promise<string> {
  const select = 'pytest/workers-exceed-memory,cargo/build-table-in-manifest'
  const { reports } = await runSession({ cwd: root, paths: ['fixtures/incidents'], select: [select] })
  const output = textReport(reports, { color: false, verbose: false }).trimEnd()
  const command = `$ npx memlint check fixtures/incidents --exit-zero --select ${select}`
  return ['```console', command, output, '```'].join('\n')
}

/** Puts texts between `<!-- name -->` and `<!-- /name -->` of a page that is written by hand. */
function fill(path: string, texts: Readonly<Record<string, string>>): void {
  let page = readFileSync(join(root, path), 'utf8')
  for (const [name, text] of Object.entries(texts)) page = filled(page, path, name, text)
  write(path, page)
}

function filled(page: string, path: string, name: string, text: string): string {
  const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
  if (!marked.test(page)) throw new Error(`${path} has no <!-- ${name} --> … <!-- /${name} --> markers`)
  return page.replace(marked, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`)
}
