import type { Owned, Sources } from '../../../src/model/ecosystem.ts'

const IMAGE = /(^|\/)(?:[\w-]+\.)?(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/

export const COMMAND_FILES: readonly Owned[] = [
  { path: IMAGE, format: 'lines' },
  { path: /(^|\/)Procfile$/, format: 'lines' },
  { path: /(^|\/)(?:start|run|entrypoint|[\w-]*gunicorn[\w-]*)(?:\.sh|\.service)?$/, format: 'lines' },
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
    inContainer: sources.matching(IMAGE).length > 0,
    overridden: texts.some(text => /\s-w\b|--workers\b/.test(text)),
  }
}
