import type { Finding } from '../model/finding.ts'
import type { Footprint } from '../model/footprint.ts'
import { capacityOf } from '../model/host.ts'
import type { FanOutRow, HostPlan, PlanRow } from '../model/plan.ts'
import { type Report, shownPath } from '../model/report.ts'
import type { Workload } from '../model/workload.ts'
import { jsonText } from './json-text.ts'

/**
 * Version 1: fields may be added inside, none is renamed or removed. Offsets are UTF-16 units of the
 * original text, byte order mark included; lines and columns are 1-based; amounts are bytes.
 */
export function jsonReport(reports: readonly Report[], version: string): string {
  const hosts = new Map(reports.flatMap(report => report.plan.hosts.map(plan => [plan.host.name, plan])))
  const document = {
    version: 1,
    memlint: version,
    hosts: [...hosts.values()].map(jsonHost),
    findings: reports.flatMap(report => report.findings.map(finding => jsonFinding(finding, report))),
    plan: jsonPlan(reports),
    files: reports.map(report => report.files).reduce((sum, count) => sum + count, 0),
    rules: Math.max(0, ...reports.map(report => report.rules)),
    notes: reports.flatMap(report => [...report.notes, ...report.failures]),
  }
  return jsonText(document)
}

/** The plan alone, for `memlint plan --format json`. */
export function jsonPlanReport(reports: readonly Report[], version: string): string {
  const document = {
    version: 1,
    memlint: version,
    plan: jsonPlan(reports),
    notes: reports.flatMap(report => report.notes),
  }
  return jsonText(document)
}

function jsonFinding(finding: Finding, report: Report) {
  const { rule, severity, confidence, line, column, endLine, endColumn, hosts, message, because, help } =
    finding
  return {
    rule,
    severity,
    confidence,
    file: shownPath(report, finding.file),
    line,
    column,
    endLine,
    endColumn,
    hosts,
    message,
    because,
    help,
    related: finding.related.map(note => ({
      file: shownPath(report, note.file),
      line: note.line,
      message: note.message,
    })),
    fix: finding.fix && {
      title: finding.fix.title,
      safety: finding.fix.safety,
      why: finding.fix.safety === 'safe' ? null : finding.fix.why,
      edits: finding.fix.edits.map(edit => ({ ...edit, file: shownPath(report, edit.file) })),
    },
    silenced: finding.silenced,
  }
}

function jsonHost({ host, budget }: HostPlan) {
  const capacity = capacityOf(host)
  return {
    name: host.name,
    kind: host.kind,
    memory: capacity.value,
    cpus: host.cpus.value,
    physicalCpus: host.physicalCpus.value,
    usable: budget.usable,
    source: `${capacity.source}; cpus: ${host.cpus.source}`,
    live: host.live,
    swap: host.swap?.value ?? null,
    cpuQuota: host.cpuQuota?.value ?? null,
    limits: host.limits.map(limit => ({ memory: limit.value, source: limit.source })),
  }
}

/** Several projects in one run: their workloads and hosts carry the `root` they belong to. */
function jsonPlan(reports: readonly Report[]) {
  return {
    workloads: reports.flatMap(report =>
      report.plan.workloads.map(workload => jsonWorkload(workload, report.root)),
    ),
    hosts: reports.flatMap(report => report.plan.hosts.map(plan => jsonHostPlan(plan, report.root))),
    runners: reports.flatMap(report =>
      report.plan.runners.map(plan => ({
        ...jsonHostPlan(plan, report.root),
        labels: plan.labels,
        memory: plan.budget.capacity,
        cpus: plan.host.cpus.value,
        source: plan.host.memory.source,
      })),
    ),
  }
}

function jsonWorkload(workload: Workload, root: string) {
  return {
    id: workload.id,
    kind: workload.kind,
    root,
    folder: workload.folder,
    title: workload.title,
    phase: workload.phase,
    when: workload.when,
    count: workload.count.value,
    setAt: workload.count.document.path,
    footprint: jsonFootprint(workload.footprint),
    base: workload.base,
  }
}

function jsonFootprint(footprint: Footprint) {
  return { bytes: footprint.bytes, basis: footprint.basis, because: footprint.amounts }
}

function jsonHostPlan(plan: HostPlan, root: string) {
  return {
    host: plan.host.name,
    root,
    budget: plan.budget,
    rows: plan.rows.map(jsonRow),
    fanOuts: plan.fanOuts.map(jsonFanOut),
    live: plan.live.map(row => row.workload.id),
    liveThrough: plan.liveThrough?.fanOut.id ?? null,
    peak: finite(plan.peak),
    verdict: plan.verdict,
  }
}

function jsonFanOut(row: FanOutRow) {
  const { id, kind, folder, title, when, count } = row.fanOut
  return {
    ...{ id, kind, folder, title, when, count: count.value, setAt: count.document.path },
    phase: row.phase,
    atOnce: row.atOnce,
    together: row.together.map(({ task, row: { workload }, processes, total }) => ({
      ...{ folder: task.folder, name: task.name, workload: workload.id, processes },
      total: finite(total),
    })),
    tasks: row.tasks,
    processes: row.processes,
    total: finite(row.total),
    available: row.available,
    fits: row.fits,
    fitsEach: row.fitsEach,
    over: row.over,
  }
}

function jsonRow(row: PlanRow) {
  return {
    workload: row.workload.id,
    processes: row.processes,
    footprint: row.workload.footprint.bytes,
    base: row.base,
    total: finite(row.total),
    available: row.available,
    fits: row.fits,
    over: row.over,
  }
}

/** JSON has no infinity: an unbounded amount is null. */
function finite(bytes: number): number | null {
  return Number.isFinite(bytes) ? bytes : null
}
