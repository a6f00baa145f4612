import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { COMMAND_FILES } from './view/commands.ts'
import { isConfigured, PYTHON_FILES, pythonIn } from './view/python.ts'
import { type Workers, workersOf } from './view/worker.ts'

/** Celery workers, where a repository makes an app and configures it. */
const celery: Ecosystem<Workers> = {
  id: 'celery',
  title: 'Celery',
  url: 'https://docs.celeryq.dev/',
  owns: [...PYTHON_FILES, ...COMMAND_FILES],
  *read(sources) {
    const documents = pythonIn(sources)
    if (documents.some(isConfigured)) yield workersOf(documents, sources)
  },
  // No test and no build starts a worker: there is nothing to add to what a machine runs beside an editor.
  *workloads() {},
}

export default celery
