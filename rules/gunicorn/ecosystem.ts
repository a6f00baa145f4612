import type { Ecosystem } from '../../src/model/ecosystem.ts'
import { COMMAND_FILES, deploymentIn } from './view/deployment.ts'
import type { PerCpuWorkers } from './view/workers.ts'
import { CONFIG_FILES, perCpuWorkersIn } from './view/workers.ts'

/** A gunicorn configuration whose workers are computed from the cpus alone. */
export interface GunicornView {
  readonly workers: PerCpuWorkers
  /** Whether the repository makes an image to run it in. */
  readonly inContainer: boolean
  /** Whether a command line or the environment gives a number, which wins over the file. */
  readonly overridden: boolean
}

const gunicorn: Ecosystem<GunicornView> = {
  id: 'gunicorn',
  title: 'gunicorn',
  url: 'https://docs.gunicorn.org/',
  owns: [...CONFIG_FILES, ...COMMAND_FILES],
  *read(sources) {
    const deployment = deploymentIn(sources)
    for (const workers of perCpuWorkersIn(sources)) yield { workers, ...deployment }
  },
  // A server runs in production: no test and no build of this repository starts it beside an editor.
  *workloads() {},
}

export default gunicorn
