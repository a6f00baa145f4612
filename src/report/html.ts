import type { Report } from '../model/report.ts'
import type { About } from './about.ts'
import { page } from './html/page.ts'

/**
 * One file that needs nothing else, for people: the memory plan drawn against what each host has, and the findings
 * with their code, their arithmetic and the diffs of their fixes. No JavaScript, nothing from the network.
 */
export function htmlReport(reports: readonly Report[], about: About): string {
  return page(reports, about).markup
}
