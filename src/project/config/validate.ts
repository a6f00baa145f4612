import * as v from 'valibot'
import type { Value } from '../../model/value.ts'
import type { At } from './plain.ts'
import { ConfigSchema, type WrittenConfig } from './schema.ts'

export interface Complaint {
  readonly at: At
  readonly message: string
}

/** Checks the shape of a configuration. What names something (rules, presets, workloads) is not checked here. */
export function validate(data: Value): WrittenConfig | Complaint[] {
  const result = v.safeParse(ConfigSchema, data)
  if (result.success) return result.output
  return result.issues.flatMap(issue => complaintsOf(issue, []))
}

type Issue = v.BaseIssue<unknown>

function complaintsOf(issue: Issue, outer: At): Complaint[] {
  const at = [...outer, ...pathOf(issue)]
  const inner = (issue.issues ?? []).map(option => complaintsOf(option, at))
  // Of the readings that a value can have, the one meant is the one that got furthest.
  const furthest = inner.flat().toSorted((a, b) => b.at.length - a.at.length)[0]
  if (furthest && furthest.at.length > at.length) {
    return inner.flat().filter(complaint => complaint.at.length === furthest.at.length)
  }
  if (inner.length > 0) return [{ at, message: alternatives(inner.flat()) }]
  return [{ at, message: issue.message }]
}

function alternatives(complaints: readonly Complaint[]): string {
  const [first, ...others] = new Set(complaints.map(complaint => complaint.message))
  return [first, ...others.map(message => message.replace(/^must be /, ''))].join(', or ')
}

function pathOf(issue: Issue): At {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
}
