import { formatGiB, GiB } from '../../src/model/bytes.ts'
import { splice } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import vscode from './ecosystem.ts'
import { outsized, SHARE } from './view/desks.ts'
import { javaHeap } from './view/java.ts'

/** The limit that the extension writes by default. */
const DEFAULT = 2 * GiB

export default defineRule({
  id: 'vscode/java-heap',
  ecosystem: vscode,
  summary: 'the heap of the Java language server may grow to most of the machine',
  why: `\`-Xmx\` limits the heap, and the process takes more than that: class data, compiled code and threads come on top.
Over 300 MB were reported with \`-Xmx64m\` (eclipse.jdt.ls#745) and almost 1 GB with \`-Xmx512m\` (eclipse.jdt.ls#2509). The
collector uses the room it is given before it works harder, so a generous limit is memory that is taken, not memory that
is there in case. The extension's own default is \`-Xmx2G\` (its package.json of August 2026).

A lower limit can make the server run out in a project that needs more; memlint changes it only where it is above
the memory of every machine, and limits nothing.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/eclipse-jdtls/eclipse.jdt.ls/issues/745',
    'https://github.com/eclipse-jdtls/eclipse.jdt.ls/issues/2509',
    'https://github.com/redhat-developer/vscode-java#supported-vs-code-settings',
  ],
  *check(view, { plan }) {
    const heap = javaHeap(view)
    const found = heap && heap.bytes > DEFAULT ? outsized(heap.bytes, plan) : undefined
    if (!heap || !found) return
    const [smallest] = found.on
    const gigabytes = Math.max(1, Math.floor(smallest.capacity / SHARE / GiB))
    const title = `lower it to -Xmx${gigabytes}G`
    const why = 'a project that needs more makes the server run out of memory'
    yield {
      at: { ...heap.setting, part: heap.written },
      message: `${heap.written} lets the Java language server's heap grow to ${formatGiB(heap.bytes)}, and ${smallest.name} has ${formatGiB(smallest.capacity, 'down')}`,
      because: found.because,
      hosts: found.on.map(({ name }) => name),
      severity: found.limitsNothing ? 'warning' : 'info',
      fix: found.limitsNothing
        ? { title, safety: 'unsafe', why, ops: [splice(heap.setting, heap.written, `-Xmx${gigabytes}G`)] }
        : { title, safety: 'manual', why },
    }
  },
})
