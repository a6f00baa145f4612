import type { PyCall, PythonDocument } from '../../../src/model/python.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'

/** One setting of a worker, under the name Celery has used since version 4: `worker_concurrency`. */
export interface CelerySetting {
  readonly name: string
  /** As it is written: `CELERY_WORKER_CONCURRENCY`. */
  readonly written: string
  /** The value is undefined where it is no literal: it is then set, and nobody knows to what. */
  readonly at: Setting<Value | undefined>
}

/** What decides how many processes a worker has and how long they live. */
const NAMES = new Set([
  'worker_concurrency',
  'worker_pool',
  'worker_prefetch_multiplier',
  'worker_max_memory_per_child',
  'worker_max_tasks_per_child',
  'worker_proc_alive_timeout',
])

/** The settings of workers, however they are written: as variables of a module, on `app.conf`, or as arguments. */
export function settingsIn(documents: readonly PythonDocument[]): readonly CelerySetting[] {
  const namespaced = documents.some(({ text }) => /\bnamespace\s*=/.test(text))
  return documents
    .flatMap(document => [...assigned(document), ...given(document)])
    .filter(({ written }) => namespaced || !written.startsWith(NAMESPACE))
}

/** Nothing reads these names unless `config_from_object` is told the namespace (celery 5.7.0). */
const NAMESPACE = 'CELERY_WORKER_'

function assigned(document: PythonDocument): CelerySetting[] {
  return document.module.assignments.flatMap(({ target, at, literal, within }) => {
    const written = /^(?:[\w.]+\.conf(?:\.|\[["']))?(\w+)(?:["']\])?$/.exec(target)?.[1]
    // What a function binds is a variable of its own, except on an object.
    if (written === undefined || (within.function && written === target)) return []
    return known(written, setting(literal, document, at))
  })
}

/** `app.conf.update(name=…)`, and the `dict(name=…)` that Flask takes. */
function given(document: PythonDocument): CelerySetting[] {
  return document.module.calls
    .filter(isConfiguring)
    .flatMap(({ arguments: all, at }) =>
      all.flatMap(({ name, literal }) =>
        name === undefined ? [] : known(name, setting(literal, document, [...at, name])),
      ),
    )
}

function isConfiguring({ callee }: PyCall): boolean {
  return /(^|\.)conf\.update$/.test(callee) || callee === 'dict'
}

function known(written: string, at: Setting<Value | undefined>): CelerySetting[] {
  const name = todaysName(written)
  return NAMES.has(name) ? [{ name, written, at }] : []
}

/** `CELERYD_CONCURRENCY` (before 4) and `CELERY_WORKER_CONCURRENCY` (Django) are `worker_concurrency`. */
function todaysName(written: string): string {
  const old = /^(?:CELERYD_|CELERY_WORKER_)([A-Z_]+)$/.exec(written)?.[1]
  return old === undefined ? written : `worker_${old.toLowerCase()}`
}
