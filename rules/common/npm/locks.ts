import type { Owned } from '../../../src/model/ecosystem.ts'
import { asPattern } from '../as-pattern.ts'

/** The files in which package managers write down the versions that they chose. */
export const LOCK_FILES = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
]

/** Manifests are parsed; locks are only searched, as a parsed one takes a hundred times its size. */
export function manifestsAndLocks(mentions: RegExp): readonly Owned[] {
  return [
    { path: /(^|\/)package\.json$/, format: 'jsonc', mentions },
    {
      path: /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/,
      format: 'lines',
      mentions: NEVER,
    },
  ]
}

/** A lock is there by its text. */
const NEVER = /(?!)/

/** Every version of a package that a lock file has. */
export function lockedVersions(path: string, text: string, name: string): string[] {
  const quoted = asPattern(name)
  const kind = LOCK_FILES.find(file => path.endsWith(file))
  const pattern = kind && PATTERNS[kind]?.(quoted)
  if (!pattern) return []
  const versions = [...text.matchAll(new RegExp(pattern, 'gm'))].map(match => match[1] ?? '')
  return [...new Set(versions)]
}

const NPM = (name: string) => `"(?:[^"\\n]*/)?node_modules/${name}":\\s*\\{\\s*"version":\\s*"([^"]+)"`

const PATTERNS: Readonly<Record<string, (name: string) => string>> = {
  'package-lock.json': NPM,
  'npm-shrinkwrap.json': NPM,
  // `vitest@3.2.4(…):`, in older ones `/vitest@3.2.4:` and `/vitest/3.2.4:`
  'pnpm-lock.yaml': name => `^  '?/?${name}[@/](\\d[^('":\\s]*)`,
  // `"vitest@npm:^3.0.0":` of Yarn 2 and `vitest@^3.0.0:` of Yarn 1, then the version
  'yarn.lock': name => `^"?${name}@[^\\n]*:\\n\\s+version:?\\s+"?([^"\\s]+)`,
  'bun.lock': name => `"${name}":\\s*\\["${name}@([^"]+)"`,
}
