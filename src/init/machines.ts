import type { Document } from '../model/document.ts'
import { isTable, type Table, type Value } from '../model/value.ts'

/** A machine that somebody else runs, by the label under which jobs ask for it. */
export interface NamedMachine {
  readonly label: string
  /** The name of a preset. */
  readonly preset: string
}

const GITHUB: readonly [RegExp, string][] = [
  [/^ubuntu-(latest|\d\d\.04)$/, 'github-ubuntu'],
  [/^ubuntu-\d\d\.04-arm$/, 'github-ubuntu-arm'],
  [/^ubuntu-slim$/, 'github-ubuntu-slim'],
  [/^windows-(latest|20\d\d)$/, 'github-windows'],
  [/^macos-(13|\d\d-intel)$/, 'github-macos-intel'],
  [/^macos-(latest|\d\d)$/, 'github-macos'],
]

/**
 * The machines on which workflows work on the repository, where GitHub has them for everybody. A job that does not check it
 * out sorts issues or waits for others, on a machine that is no measure for tests.
 */
export function githubMachines(workflows: readonly Document[]): readonly NamedMachine[] {
  const labels = workflows.flatMap(workflow => {
    const jobs = workflow.get(['jobs'])
    return Object.values(isTable(jobs) ? jobs : {}).flatMap(job =>
      isTable(job) && checksOut(job) ? labelsOf(job) : [],
    )
  })
  return known(labels, label => GITHUB.find(([pattern]) => pattern.test(label))?.[1])
}

/** The machines that jobs of GitLab ask for by their tags; the small one where none does. */
export function gitlabMachines(pipeline: Document): readonly NamedMachine[] {
  const written = pipeline.get([])
  const jobs = isTable(written) ? Object.values(written).filter(isTable) : []
  const tags = jobs.flatMap(job => strings(job.tags))
  if (tags.length === 0)
    return [
      {
        label: 'the runner that GitLab.com gives by default; on an instance of your own, declare yours',
        preset: 'gitlab-small',
      },
    ]
  return known(tags, tag => {
    const size = /^saas-linux-(small|medium|large)-amd64$/.exec(tag)?.[1]
    return size && `gitlab-${size}`
  })
}

/** One for each preset, in the order in which they are met. */
function known(
  labels: readonly string[],
  presetOf: (label: string) => string | undefined,
): readonly NamedMachine[] {
  const byPreset = new Map<string, NamedMachine>()
  for (const label of labels) {
    const preset = presetOf(label)
    if (preset && !byPreset.has(preset)) byPreset.set(preset, { label, preset })
  }
  return [...byPreset.values()]
}

function checksOut({ steps }: Table): boolean {
  const list: readonly Value[] = Array.isArray(steps) ? steps : []
  return list.some(step => isTable(step) && /^actions\/checkout@/.test(String(step.uses)))
}

/** `runs-on`, looked up in the job's matrix where it says so. */
function labelsOf(job: Table): readonly string[] {
  const runsOn = job['runs-on']
  return strings(isTable(runsOn) ? runsOn.labels : runsOn).flatMap(label => {
    const axis = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label)?.[1]
    return axis === undefined ? [label] : inMatrix(job, axis)
  })
}

function inMatrix({ strategy }: Table, axis: string): readonly string[] {
  const matrix = isTable(strategy) ? strategy.matrix : undefined
  if (!isTable(matrix)) return []
  const included = Array.isArray(matrix.include) ? matrix.include : []
  return [
    ...strings(matrix[axis]),
    ...included.flatMap((row: Value) => (isTable(row) ? strings(row[axis]) : [])),
  ]
}

/** A string or a list of them. */
function strings(value: Value | undefined): readonly string[] {
  const list: readonly Value[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return list.filter(item => typeof item === 'string')
}
