import type { Owned, Sources } from '../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../src/model/python.ts'

/** The names under which apps and their settings are kept. */
export const PYTHON_FILES: readonly Owned[] = [
  { path: /(^|\/)(?!test_)(?:[\w-]*celery[\w-]*|celery\/__init__)\.py$/, format: 'python' },
  {
    path: /(^|\/)(?:settings[\w-]*|tasks|workers?|config|settings\/[\w-]+)\.py$/,
    format: 'python',
    mentions: /celery/i,
  },
]

/** The Python files that have to do with Celery, parsed. Tests, examples and documentation configure no worker. */
export function pythonIn(sources: Sources): readonly PythonDocument[] {
  const paths = PYTHON_FILES.flatMap(({ path, mentions }) =>
    sources.matching(path).filter(each => !mentions || mentions.test(sources.text(each) ?? '')),
  )
  return [...new Set(paths)].flatMap(path => {
    const document = NOT_RUN.test(path) ? undefined : sources.document(path)
    return document?.format === 'python' ? [document as PythonDocument] : []
  })
}

const NOT_RUN = /(^|\/)(?:tests?|testing|examples?|docs?|demos?)\/|_test\.py$/

/** Whether a file makes an app, or is the module that Celery reads its configuration from by default. */
export function isConfigured({ path, module }: PythonDocument): boolean {
  return (
    /(^|\/)celeryconfig\.py$/.test(path) ||
    module.calls.some(({ qualified }) => /^celery\.(?:app\.(?:base\.)?)?Celery$/.test(qualified))
  )
}
