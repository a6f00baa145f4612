import type { Format } from '../model/document.ts'
import type { Owned } from '../model/ecosystem.ts'

/** What `memlint init` looks at. What is only there or not there counts as lines: it is never parsed. */
export const LOOKED_AT: readonly Owned[] = [
  { path: /^package\.json$/, format: 'jsonc' },
  {
    path: /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|bun\.lockb?|\.yarnrc\.yml)$/,
    format: 'lines',
  },
  { path: /^pnpm-(lock|workspace)\.yaml$/, format: 'lines' },
  { path: /^\.lintstagedrc$/, format: 'yaml' },
  { path: /^\.lintstagedrc\.json$/, format: 'jsonc' },
  { path: /^(\.lintstagedrc|package)\.ya?ml$/, format: 'yaml' },
  { path: /^(\.lintstagedrc|lint-staged\.config)\.[cm]?[jt]s$/, format: 'lines' },
  { path: /^\.pre-commit-config\.yaml$/, format: 'yaml' },
  { path: /^\.husky\/[^/]+$/, format: 'lines' },
  { path: /^\.github\/workflows\/[^/]+\.ya?ml$/, format: 'yaml' },
  { path: /^\.github\//, format: 'lines' },
  { path: /^\.gitlab-ci\.yml$/, format: 'yaml' },
  { path: /^(pyproject|Cargo)\.toml$/, format: 'toml' },
  { path: /^memlint\.config\.json$/, format: 'jsonc' },
  { path: /^scripts\/memlint-run\.(sh|ps1)$/, format: 'lines' },
]

/** lint-staged reads this file as YAML, and most people write JSON in it: what is added is then written as JSON. */
export function formatOf(path: string, text: string): Format {
  if (path === '.lintstagedrc' && /^\uFEFF?\s*\{/.test(text)) return 'jsonc'
  return LOOKED_AT.find(owned => owned.path.test(path))?.format ?? 'lines'
}
