import type { Report } from '../model/report.ts'
import type { About } from './about.ts'

/** Makes a report of what was found, for a program or for somebody who was not there. */
export type ReportFormat = (reports: readonly Report[], about: About) => Promise<string>

/** Every format but text for the terminal (`text.ts`). Each is loaded when it is asked for. */
export const REPORT_FORMATS = {
  json: async (reports, about) => (await import('./json.ts')).jsonReport(reports, about.version),
  sarif: async (reports, about) => (await import('./sarif.ts')).sarifReport(reports, about),
  github: async reports => (await import('./github.ts')).githubReport(reports),
  gitlab: async reports => (await import('./gitlab.ts')).gitlabReport(reports),
  junit: async (reports, about) => (await import('./junit.ts')).junitReport(reports, about),
  markdown: async (reports, about) => (await import('./markdown.ts')).markdownReport(reports, about),
  html: async (reports, about) => (await import('./html.ts')).htmlReport(reports, about),
} as const satisfies Record<string, ReportFormat>

/** What `--format` takes. */
export const FORMAT_NAMES: readonly string[] = ['text', ...Object.keys(REPORT_FORMATS)]
