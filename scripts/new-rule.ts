import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `npm run new-rule <ecosystem>/<hazard>`: a rule that compiles and a fixture that fails until it is written. */
const id = process.argv[2] ?? ''
const root = process.cwd()
const [ecosystem = '', hazard = ''] = id.split('/')

if (!/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(id))
  fail('usage: npm run new-rule <ecosystem>/<hazard>, for example pytest/restart-storm')
else if (!existsSync(join(root, 'rules', ecosystem, 'ecosystem.ts')))
  fail(`there is no rules/${ecosystem}/ecosystem.ts`)
else if (existsSync(join(root, 'rules', `${id}.ts`))) fail(`rules/${id}.ts exists`)
else scaffold()

function scaffold(): void {
  const fixture = join(root, 'fixtures/rules', ecosystem, hazard)
  mkdirSync(join(fixture, 'basic/before'), { recursive: true })
  mkdirSync(join(fixture, 'silent/before'), { recursive: true })
  writeFileSync(join(root, 'rules', `${id}.ts`), rule())
  const host = { name: 'laptop', memory: '16GiB', cpus: 8, kind: 'workstation' }
  for (const name of ['basic', 'silent']) {
    writeFileSync(join(fixture, name, 'host.json'), `${JSON.stringify(host, null, 2)}\n`)
  }
  execFileSync(process.execPath, [join(root, 'scripts/registry.mjs')])
  console.log(`wrote rules/${id}.ts and fixtures/rules/${id}/{basic,silent}

next:
  1. put files that have the hazard into basic/before, and files that nearly have it into silent/before
  2. write the rule: yield a problem for each hazard of the view
  3. UPDATE=1 npm test -- test/rules.test.ts   records expected.txt and after/: read them
  4. npm run generate                          writes the rule's page and the README's table
  5. npm test`)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 2
}

function rule(): string {
  return `import { defineRule } from '../../src/model/rule.ts'
import ${ecosystem} from './ecosystem.ts'

export default defineRule({
  id: '${id}',
  ecosystem: ${ecosystem},
  summary: 'What is wrong, in one line',
  why: 'What it costs in memory, with the measurement.',
  severity: 'warning',
  confidence: 'high',
  fixes: [],
  dependsOnHost: false,
  references: ['https://example.org/the-source-of-the-claim'],
  *check(view) {
    // yield { at: view.setting, message: 'what is wrong and what it costs' }
  },
})
`
}
