import type { Owned, Sources } from '../../../src/model/ecosystem.ts'

const IMAGES: readonly Owned[] = [
  { path: /(^|\/)(?:[\w-]+\.)?Dockerfile$/, format: 'lines' },
  { path: /(^|\/)Containerfile$/, format: 'lines' },
]

export const COMMAND_FILES: readonly Owned[] = [
  ...IMAGES,
  { path: /(^|\/)Procfile$/, format: 'lines' },
  { path: /(^|\/)(?:start|run|[\w-]*(?:entrypoint|gunicorn)[\w-]*)\.sh$/, format: 'lines' },
  { path: /(^|\/)[\w-]*gunicorn[\w-]*\.service$/, format: 'lines' },
  { path: /(^|\/)start$/, format: 'lines' },
  { path: /(^|\/)entrypoint$/, format: 'lines' },
]

/** Other files with command lines, when another tool's files bring them along. */
const OTHER_COMMANDS = /(^|\/)(?:Makefile|justfile|[\w.-]+\.(?:ya?ml|sh|toml))$/

/** How the server is started, as far as files say it. */
export function deploymentIn(sources: Sources): {
  readonly inContainer: boolean
  readonly overridden: boolean
} {
  const texts = [...COMMAND_FILES.map(({ path }) => path), OTHER_COMMANDS]
    .flatMap(path => sources.matching(path))
    .map(path => sources.text(path) ?? '')
    .filter(text => /gunicorn/i.test(text))
  return {
    inContainer: IMAGES.some(({ path }) => sources.matching(path).length > 0),
    overridden: texts.some(text => /\s-w\b|--workers\b/.test(text)),
  }
}
