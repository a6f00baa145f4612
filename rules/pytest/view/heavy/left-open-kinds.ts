import type { PyCall, PyModule } from '../../../../src/model/python.ts'

/** Something that goes on after the last reference to it is gone, until it is closed. */
export interface LeftOpenKind {
  readonly name: RegExp
  /** In messages: `a chromadb client`. */
  readonly what: string
  /** What closes it, with the name of the object. */
  readonly close: (name: string) => string
  readonly note?: string
  /** Its row in `TEST_PROCESSES`: the least it goes on with. Absent where the constructor itself is weighed. */
  readonly keeps?: string
  /** Whether it is there even when the process has ended. */
  readonly outlives?: true
  /** Whether a call opens something of its own. */
  readonly opens: (call: PyCall, module: PyModule) => boolean
}

const always = () => true

/**
 * Where the memory stays. A pool of `multiprocessing` or `concurrent.futures` is not among them: CPython ends its
 * processes when the object goes (seen with 3.11). Nor are Spark and Ray: a process has one, and asks for it again.
 */
export const LEFT_OPEN_KINDS: readonly LeftOpenKind[] = [
  {
    name: /^chromadb\.(\w+\.)*PersistentClient$/,
    what: 'a chromadb client',
    close: name => `${name}.close()`,
    note: 'clients have close() since chromadb 1.5.2',
    // The clients of one path share what they keep.
    opens: ({ arguments: [path] }) => path !== undefined && path.literal === undefined,
  },
  {
    name: /^(dask\.)?distributed\.(\w+\.)*(LocalCluster|Client)$/,
    what: 'a Dask cluster',
    close: name => `${name}.close()`,
    keeps: 'LocalCluster',
    opens: ({ arguments: given }) =>
      !given.some(one => one.name === undefined || /^(address|scheduler_file)$/.test(one.name)) &&
      !given.some(one => one.name === 'processes' && one.literal === false),
  },
  {
    name: /^selenium\.webdriver\.(\w+\.)*(Chrome|Edge|Firefox|Safari|WebDriver)$/,
    what: 'a browser',
    close: name => `${name}.quit()`,
    keeps: 'a browser',
    opens: always,
  },
  {
    name: /(^|\.)(chromium|firefox|webkit)\.launch(_persistent_context)?$/,
    what: 'a browser',
    close: name => `${name}.close()`,
    keeps: 'a browser',
    opens: always,
  },
  {
    name: /^testcontainers\.(\w+\.)*\w*Container(\.start)?$/,
    what: 'a container',
    close: name => `${name}.stop()`,
    keeps: 'a container',
    opens: ({ qualified, target, within }, { calls }) =>
      qualified.endsWith('.start') ||
      calls.some(one => one.callee === `${target}.start` && one.within.function === within.function),
  },
  {
    name: /(^|\.)containers\.run$/,
    what: 'a container',
    close: name => `${name}.remove(force=True)`,
    keeps: 'a container',
    outlives: true,
    opens: ({ arguments: given }) => given.some(one => one.name === 'detach' && one.literal === true),
  },
]

export const LEFT_OPEN_WORDS: readonly string[] = [
  'webdriver\\.\\w{1,20}\\(',
  '(chromium|firefox|webkit)\\.launch',
  'testcontainers',
  'containers\\.run\\(',
]
