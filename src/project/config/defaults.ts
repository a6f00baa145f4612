import type { Config } from '../../model/config.ts'

/** What holds where nobody configured anything. */
export function defaultConfig(): Config {
  return {
    hosts: [],
    reserve: {},
    share: 1,
    overlap: false,
    footprints: Object.create(null),
    heavyConstructors: Object.create(null),
    rules: Object.create(null),
    ignore: [],
    include: [],
    exclude: [],
    failOn: 'warning',
    overrides: [],
  }
}
