import { ParseError } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Severity } from '../model/severity.ts'

/** A finding for each file that an ecosystem owns and that does not parse: what it says is in no plan. */
export function unreadable(errors: ReadonlyMap<string, Error>): Finding[] {
  return [...errors].map(([file, error]) => {
    const { line, column } = error instanceof ParseError ? error : { line: 1, column: 1 }
    const { severity, help } = kindOf(file)
    return {
      rule: 'memlint/unreadable',
      severity,
      confidence: severity === 'error' ? 'high' : 'medium',
      file,
      line,
      column,
      endLine: line,
      endColumn: column,
      hosts: [],
      message: `${file} cannot be read: ${error.message}`,
      because: ['what it says about workers, jobs and scopes is not in the plan'],
      help,
      related: [],
      fix: null,
      silenced: null,
      span: { start: 0, end: 0 },
      ownerLine: line,
      identity: `memlint/unreadable ${file}`,
    }
  })
}

function kindOf(file: string): { severity: Severity; help: string } {
  if (file.endsWith('.py'))
    return { severity: 'warning', help: 'memlint reads the syntax of Python 3.13 and before' }
  if (EXAMPLE.test(file))
    return {
      severity: 'info',
      help: 'if it is broken on purpose, `exclude` in the configuration leaves it out',
    }
  return { severity: 'error', help: 'mend the file; memlint changes no byte of it until it parses' }
}

/** Deep among tests lie files that tests read: some are broken on purpose. */
const EXAMPLE = /(^|\/)(tests?|testsuite|test[-_]?data|fixtures|snapshots)\/[^/]+\//
