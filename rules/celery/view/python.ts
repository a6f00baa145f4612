import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../src/model/python.ts'

/** Parsing is dear: only files that make an app or say something of its workers are worth it. */
const WORTH_PARSING =
  /\bCelery\(|(?:celery_worker|celeryd|worker)_(?:concurrency|pool|prefetch|max_(?:tasks|memory)_per_child|proc_alive)/i

/** The names under which apps and their settings are kept. */
export const PYTHON_FILES: readonly Owned[] = [
  {
    path: /(^|\/)(?:[\w-]*celery[\w-]*|celery\/__init__|settings[\w-]*|settings\/[\w-]+|tasks|workers?|config)\.py$/,
    format: 'python',
    mentions: WORTH_PARSING,
  },
]

/** The Python files that have to do with Celery's workers, parsed. */
export function pythonIn(sources: Sources): readonly PythonDocument[] {
  return PYTHON_FILES.flatMap(({ path }) => sources.matching(path)).flatMap(path => {
    if (NOT_RUN.test(path) || !WORTH_PARSING.test(sources.text(path) ?? '')) return []
    const document = sources.document(path)
    return document?.format === 'python' ? [document as PythonDocument] : []
  })
}

/** Tests, examples and documentation configure no worker, and a template is no Python yet. */
const NOT_RUN = /(^|\/)(?:tests?|testing|examples?|docs?|demos?)\/|(^|\/)test_[^/]*$|_test\.py$|\{\{/

/** Whether a file makes an app, or is the module that Celery reads its configuration from by default. */
export function isConfigured({ path, module }: PythonDocument): boolean {
  return (
    /(^|\/)celeryconfig\.py$/.test(path) ||
    module.calls.some(({ qualified }) => /^celery\.(?:app\.(?:base\.)?)?Celery$/.test(qualified))
  )
}
