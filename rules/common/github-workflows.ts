import type { Document } from '../../src/model/document.ts'
import type { Owned, Sources } from '../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../src/model/setting.ts'
import { isTable, type Table } from '../../src/model/value.ts'

/** One job of a GitHub workflow. */
export interface WorkflowJob {
  readonly name: string
  /** All that is written of it. */
  readonly written: Table
  /** The actions that its steps use. */
  readonly uses: readonly string[]
  /** The scripts of its steps, in order. */
  readonly scripts: readonly Setting<string>[]
}

/** The workflows of the repository, parsed only where they mention a tool. */
export function workflowsThatMention(mentions: RegExp): Owned {
  return { path: WORKFLOW, format: 'yaml', mentions }
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/

export function workflowsIn(sources: Sources, mentions: RegExp): readonly Document[] {
  return sources
    .matching(WORKFLOW)
    .filter(path => mentions.test(sources.text(path) ?? ''))
    .flatMap(path => sources.document(path) ?? [])
}

export function jobsIn(workflow: Document): readonly WorkflowJob[] {
  const jobs = workflow.get(['jobs'])
  return Object.entries(isTable(jobs) ? jobs : {}).flatMap(([name, job]) =>
    isTable(job) ? [jobOf(workflow, name, job)] : [],
  )
}

function jobOf(workflow: Document, name: string, written: Table): WorkflowJob {
  const steps = Array.isArray(written.steps) ? written.steps : []
  return {
    name,
    written,
    uses: steps.flatMap(step => (isTable(step) && typeof step.uses === 'string' ? [step.uses] : [])),
    scripts: steps.flatMap((step, index) => {
      const run = isTable(step) ? step.run : undefined
      return typeof run === 'string' ? [setting(run, workflow, ['jobs', name, 'steps', index, 'run'])] : []
    }),
  }
}
