import type { FileOp } from '../../../../src/model/fix.ts'
import type { Setting } from '../../../../src/model/setting.ts'
import type { Value } from '../../../../src/model/value.ts'

/** A package that a file asks for. */
export interface Requirement {
  /** Normalised as by PEP 503: `pytest-xdist`. */
  readonly name: string
  /** Normalised too: `psutil` in `pytest-xdist[psutil]`. */
  readonly extras: readonly string[]
  /** The versions asked for, as written: `>=8,<9`, `^8.0`; `` for any. */
  readonly versions: string
  readonly at: Setting<Value>
  /** Adds another package beside it; undefined where that cannot be done. */
  readonly addBeside?: (name: string) => FileOp
}

/** `Pytest_XDist` and `pytest.xdist` are the same package (PEP 503). */
export function normalName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase()
}

/** Reads a PEP 508 requirement: `pytest-xdist[psutil] >=3 ; python_version > "3.8"  # why`. */
export function parseRequirement(
  text: string,
): Pick<Requirement, 'name' | 'extras' | 'versions'> | undefined {
  // The patterns take quadratic time on long white space, and nobody writes such a requirement.
  if (text.length > 2000) return undefined
  const match = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/.exec(text)
  if (!match) return undefined
  const [, name = '', extras = '', rest = ''] = match
  // What follows a name is a version, a URL, a marker or a comment; anything else is no requirement.
  if (!/^(?:$|[<>=!~;@#(]|--)/.test(rest)) return undefined
  return {
    name: normalName(name),
    extras: extras
      .split(',')
      .filter(extra => extra.trim() !== '')
      .map(extra => normalName(extra.trim())),
    versions: rest.replace(/\s*(?:;|\s#|--|@).*$/, '').replace(/^\(|\)$/g, ''),
  }
}

/**
 * Whether the versions asked for leave out a major version and everything above it: `<9`, `==8.3`, `~=8.1`,
 * `^8`. Only a bound that says so counts.
 */
export function isBelow(versions: string, major: number): boolean {
  return versions.split(',').some(part => {
    const match = /^\s*(<=|<|==|~=|\^|~)\s*v?(\d+)((?:\.\d+)*)/.exec(part)
    if (!match) return false
    const [, operator, first = '', rest = ''] = match
    const bound = Number(first)
    if (operator === '<') return bound < major || (bound === major && !/[1-9]/.test(rest))
    // `~= 8` without a minor version means nothing to pip; a tilde of Poetry holds the major version.
    return bound < major
  })
}
