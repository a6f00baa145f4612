// Analyses every regular expression literal in src/ and rules/ for inputs on which it takes quadratic time or worse,
// with recheck. Those in HARMLESS are: what they are matched against is short. Any other is a failure.
//
//   node test/real/regular-expressions.mjs
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ts from 'typescript'

const RECHECK = 'recheck@4.5.0'
const ROOT = resolve(import.meta.dirname, '../..')
const TIMEOUT_MS = 30_000

/** Not linear, by file: the pattern's start, and what keeps its input short. */
const PATH = 'a path: the system ends one at 4,096 characters'
const HARMLESS = {
  'rules/celery/view/commands.ts': [
    ['(^|\\/)(?:start|[\\w-]*(?:entrypoint|worker|celery)', PATH],
    ['(^|\\/)[\\w-]*(?:worker|celery)[\\w-]*\\.', PATH],
  ],
  'rules/celery/view/python.ts': [['(^|\\/)(?:[\\w-]*celery', PATH]],
  'rules/gunicorn/view/deployment.ts': [
    ['(^|\\/)(?:start|run|', PATH],
    ['(^|\\/)[\\w-]*gunicorn', PATH],
  ],
  'rules/gunicorn/view/workers.ts': [['(^|\\/)(?!test_)', PATH]],
  'rules/common/commands/test-runners.ts': [['(^|\\/)(__tests__', PATH]],
  'rules/vscode/view/folders.ts': [['(^|\\/)(\\.vscode', PATH]],
  'rules/pytest/view/installed/installed.ts': [
    ['(^|\\/)[\\w.-]*requirements', PATH],
    ['(^|\\/)([\\w.-]*requirements', PATH],
    ['^[ \\t]*dynamic', 'at most 500 characters after each `dynamic =`'],
  ],
  'src/init/runner/scripts.ts': [['^# <figures>', 'our own scripts']],
  'rules/make/view/assignments.ts': [['(?:[^\\s\\\\$]', 'one line, at most 200 characters in a bracket']],
  'src/documents/javascript/syntax.ts': [
    ['\\/\\/[^', 'what the parser took for comments: each of them ends'],
  ],
  'src/project/owned.ts': [['^(.*)\\(', 'the source of one of our own patterns']],
  'src/project/config/locate.ts': [['^(\\uFEFF?[ -]*)', 'a line of at most 500 characters']],
  'rules/pytest/view/config/arrays.ts': [['(\\d+)\\W*$', 'the last 80 characters']],
  'rules/pytest/view/installed/requirement.ts': [['', 'a requirement of at most 2,000 characters']],
  'rules/pytest/view/processes/process-limits.ts': [['^\\(\\s*', 'at most 300 characters']],
  'rules/pytest/view/python/command-words.ts': [['"(?:', 'at most 20,000 characters']],
  'rules/pytest/view/runs/tox-environments.ts': [['', 'at most 20,000 characters']],
}

const scratch = mkdtempSync(join(tmpdir(), 'memlint-recheck-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
execFileSync(
  'npm',
  ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', scratch, RECHECK],
  {
    stdio: 'inherit',
  },
)
const { check } = createRequire(join(scratch, 'x.js'))('recheck')

const literals = ['src', 'rules'].flatMap(folder => literalsIn(folder))
const bySource = literals.reduce(
  (found, each) => found.set(each.text, [...(found.get(each.text) ?? []), each]),
  new Map(),
)
const failures = []
const harmless = new Set()
// Without a repetition that has no end there is nothing to try again and again.
const queue = [...bySource].filter(([text]) => /[*+]|,\}/.test(text))
const analysed = queue.length
await Promise.all(Array.from({ length: availableParallelism() }, work))

const unused = Object.entries(HARMLESS).flatMap(([file, entries]) =>
  entries.filter(entry => !harmless.has(entry)).map(([start]) => `${file}: ${start}`),
)
for (const failure of failures) console.log(failure)
for (const entry of unused) console.log(`listed as harmless, and nothing is there that needs it: ${entry}`)
console.log(
  `${literals.length} literals, ${bySource.size} patterns, ${analysed} with repetitions without an end: ${harmless.size} kinds harmless on short input, ${failures.length} failures`,
)
process.exitCode = failures.length + unused.length === 0 && literals.length > 300 ? 0 : 1

async function work() {
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [text, places] = next
    const end = text.lastIndexOf('/')
    const result = await check(text.slice(1, end), text.slice(end + 1), { timeout: TIMEOUT_MS })
    if (result.status === 'safe') continue
    for (const place of places) {
      const entry = HARMLESS[place.file]?.find(([start]) => text.startsWith(`/${start}`))
      if (entry) harmless.add(entry)
      else failures.push(`${place.file}:${place.line} ${text}: ${whyNot(result)}`)
    }
  }
}

function whyNot({ status, complexity, attack, error }) {
  if (status !== 'vulnerable') return `not analysed (${error?.kind})`
  return `${complexity.summary}, for example on ${attack.pattern.slice(0, 200)}`
}

function literalsIn(folder) {
  const names = readdirSync(join(ROOT, folder), { recursive: true }).filter(name => name.endsWith('.ts'))
  return names.flatMap(name => {
    const file = `${folder}/${name}`
    const source = ts.createSourceFile(
      file,
      readFileSync(join(ROOT, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    )
    const found = []
    const visit = node => {
      if (ts.isRegularExpressionLiteral(node)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart())
        found.push({ file, line: line + 1, text: node.text })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}
