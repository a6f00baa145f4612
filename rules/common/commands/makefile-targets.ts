import type { Sources } from '../../../src/model/ecosystem.ts'
import type { CalledScript } from './called-scripts.ts'

/** The targets of the same Makefile before which make makes a target: `check: lint test`. */
export function targetsThatNeed({ path, name }: CalledScript, sources: Sources): readonly CalledScript[] {
  if (path.endsWith('package.json')) return []
  const rules = (sources.text(path) ?? '').matchAll(RULE)
  return [...rules].flatMap(([, targets = '', needed = '']) =>
    wordsOf(needed).includes(name) ? wordsOf(targets).map(target => ({ path, name: target })) : [],
  )
}

const RULE = /^([^\s:=#][^:=#\n]{0,500}):(?![=:])([^=#;\n]{1,500})/gm

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
