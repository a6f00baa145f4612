import type { Sources } from '../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../src/model/python.ts'
import { CEILING, COMMAND_FILES, OTHER_COMMANDS, OTHER_POOL } from './commands.ts'
import { type CelerySetting, settingsIn } from './settings.ts'

/** What a repository says about its workers, all files together: a setting may be in any of them. */
export interface Workers {
  /** In the order of files and lines. */
  readonly settings: readonly CelerySetting[]
  /** Whether any file names a ceiling, on a command line too. */
  readonly hasCeiling: boolean
  /** Whether every child is a process of its own, as it is unless somebody says otherwise. */
  readonly prefork: boolean
}

export function workersOf(documents: readonly PythonDocument[], sources: Sources): Workers {
  const settings = settingsIn(documents)
  const commands = [...COMMAND_FILES.map(({ path }) => path), OTHER_COMMANDS]
    .flatMap(path => sources.matching(path))
    .map(path => sources.text(path) ?? '')
    .filter(text => text.includes('celery'))
  const texts = [...commands, ...documents.map(({ text }) => text)]
  return {
    settings,
    hasCeiling: texts.some(text => CEILING.test(text)),
    prefork: !commands.some(text => OTHER_POOL.test(text)) && settings.every(isPrefork),
  }
}

function isPrefork({ name, at }: CelerySetting): boolean {
  return name !== 'worker_pool' || at.value === 'prefork' || at.value === 'processes'
}
