import type { Sources } from '../../../../src/model/ecosystem.ts'
import { setting } from '../../../../src/model/setting.ts'
import { inFolder } from '../../../common/paths.ts'
import type { Argument } from '../config/arguments.ts'
import { argumentsAmid } from '../config/arguments.ts'
import { splitWords } from '../config/shlex.ts'
import type { Invocation } from './tox.ts'
import { invocationsOfToxIni, invocationsOfToxToml } from './tox.ts'

/** Everything in a folder, outside pytest's own configuration, that says how pytest is started there. */
export function invocationsIn(folder: string, sources: Sources): readonly Invocation[] {
  return [
    ...fromToxIni(inFolder(folder, 'tox.ini'), sources),
    ...fromToxToml(inFolder(folder, 'tox.toml'), sources),
    ...fromToxToml(inFolder(folder, 'pyproject.toml'), sources),
    ...fromEnvFile(inFolder(folder, '.env'), sources),
  ]
}

function fromToxIni(path: string, sources: Sources): readonly Invocation[] {
  const document = /py\.?test/i.test(sources.text(path) ?? '') ? sources.document(path) : undefined
  return document ? invocationsOfToxIni(document) : []
}

function fromToxToml(path: string, sources: Sources): readonly Invocation[] {
  const isToxToml = path.endsWith('tox.toml')
  const text = sources.text(path) ?? ''
  if (!/pytest/i.test(text) || !(isToxToml || /^[ \t]*\[+[ \t]*tool\.tox/m.test(text))) return []
  const document = sources.document(path)
  return document ? invocationsOfToxToml(document, isToxToml ? [] : ['tool', 'tox']) : []
}

/** .env files are read by editors, pipenv, docker compose and pytest-dotenv. The last assignment wins. */
function fromEnvFile(path: string, sources: Sources): readonly Invocation[] {
  const document = sources.text(path)?.includes('PYTEST_') ? sources.document(path) : undefined
  if (!document) return []
  let environment: readonly Argument[] = []
  let autoWorkers: number | undefined
  for (let index = 0; ; index += 1) {
    const line = document.get([index])
    if (typeof line !== 'string') break
    const variable = variableIn(line)
    if (variable?.name === 'PYTEST_ADDOPTS') {
      const { start } = variable
      const words = splitWords(variable.text) ?? []
      environment = argumentsAmid(
        setting(line, document, [index]),
        words.map(word => ({ text: word.text, start: start + word.start, end: start + word.end })),
      )
    }
    if (variable?.name === 'PYTEST_XDIST_AUTO_NUM_WORKERS' && /^\d+$/.test(variable.text))
      autoWorkers = Number(variable.text)
  }
  const isSet = environment.length > 0 || autoWorkers !== undefined
  const found = { name: path, when: `pytest reads ${path}`, environment, command: [] }
  return isSet ? [{ ...found, ...(autoWorkers !== undefined && { autoWorkers }) }] : []
}

/** `NAME=value`, `export NAME="value"`, each with a comment after it; `start` is where the value's text begins. */
function variableIn(line: string): { name: string; text: string; start: number } | undefined {
  if (line.length > LONGEST_LINE || !line.includes('PYTEST_')) return undefined
  const match = /^(\s*(?:export\s+)?(\w+)\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^'"#][^#]*?))\s*(?:#.*)?$/.exec(
    line,
  )
  if (!match) return undefined
  const [, head = '', name = '', double, single, plain] = match
  return { name, text: double ?? single ?? plain ?? '', start: head.length + (plain === undefined ? 1 : 0) }
}

/** Nobody writes longer ones, and the pattern takes quadratic time on long white space. */
const LONGEST_LINE = 2000
