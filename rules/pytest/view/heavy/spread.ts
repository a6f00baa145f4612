import type { Setting } from '../../../../src/model/setting.ts'
import { isAsWide } from '../python/fixture-forms.ts'
import type { PythonSide } from '../python/python.ts'
import { isConftest } from '../python/test-files.ts'
import type { Run } from '../runs/runs.ts'
import type { HeavyFixture } from './heavy-fixtures.ts'
import { isLight, modulesOf } from './heavy-fixtures.ts'

/** A fixture that outlives its test, and whose tests are in few of the files that are spread over all workers. */
export interface SpreadFixture {
  readonly one: HeavyFixture
  /** The test modules whose tests get it, sorted. */
  readonly modules: readonly string[]
  readonly at: Setting<string>
}

/** Where at most one in so many test modules uses a fixture, keeping files together leaves enough to spread. */
const ONE_IN = 4

/** The fixtures that every worker may load while few files need them; none where files are kept together already. */
export function spreadFixtures(run: Run, python: PythonSide): readonly SpreadFixture[] {
  if (!run.workers.distributed || !isScattering(run)) return []
  const all = python.files.paths.filter(path => !isConftest(path)).length
  return python.heavyFixtures.flatMap(one => {
    const { fixture, users } = one
    const modules = modulesOf(users)
    // Who asks for it in ways that only a run can tell may be in any file.
    const isKnown = users.dynamic.length === 0 && users.overrides.length === 0 && !fixture.autouse
    if (!isAsWide(fixture.scope, 'module') || !isKnown || isLight(one)) return []
    if (modules.length === 0 || modules.length * ONE_IN > all) return []
    const at = { value: fixture.name, document: fixture.document, at: fixture.at }
    return [{ one, modules, at }]
  })
}

/** Tests of one file go to any worker. `no` is turned into `load` by -n. */
function isScattering({ options }: Run): boolean {
  const mode = options.distribution?.value ?? 'load'
  return mode === 'load' || mode === 'worksteal' || mode === 'no'
}
