import type { Finding } from '../../src/model/finding.ts'
import type { Report, TextChange } from '../../src/model/report.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { editor, host, planOptions, workload } from '../plan/workloads.ts'

export function findingWith(more: Partial<Finding> = {}): Finding {
  return {
    rule: 'toy/too-many',
    severity: 'error',
    confidence: 'high',
    ...{ file: 'a.ini', line: 2, column: 8, endLine: 2, endColumn: 9 },
    hosts: ['big'],
    message: 'too many jobs',
    because: ['9 × 1.0 GiB'],
    help: 'write less',
    related: [],
    fix: {
      title: 'set jobs to 4',
      safety: 'safe',
      ops: [],
      edits: [{ file: 'a.ini', start: 13, end: 14, text: '4' }],
    },
    silenced: null,
    span: { start: 13, end: 14 },
    ownerLine: 2,
    identity: 'toy/too-many a.ini toy.jobs',
    ...more,
  }
}

export function reportWith(more: Partial<Report> = {}): Report {
  return {
    root: '',
    findings: [],
    plan: makePlan([workload({ each: 3 }), editor(2.5)], planOptions([host(31, 16, { name: 'big' })])),
    texts: new Map([['a.ini', '[toy]\njobs = 9\n']]),
    files: 3,
    rules: 5,
    applied: [],
    rejected: [],
    changes: [],
    notes: [],
    failures: [],
    ...more,
  }
}

export function change(path: string, before: string, after: string, created = false): TextChange {
  return { path, before, after, created }
}
