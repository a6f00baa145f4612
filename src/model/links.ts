/** Where the project lives: everything that is linked from a report is below it. */
export const HOMEPAGE = 'https://github.com/memlint/memlint'

/** The page of a rule; those of plugins and findings about memlint's own comments and files have none. */
export function rulePageUrl(rule: string, plugin?: string): string | undefined {
  return plugin !== undefined || rule.startsWith('memlint/')
    ? undefined
    : `${HOMEPAGE}/blob/main/docs/rules/${rule}.md`
}

/** A file of the project as it was released with a version, as plain text. */
export function rawFileUrl(path: string, version: string): string {
  return `${HOMEPAGE}/raw/v${version}/${path}`
}

/** The name of the project where it lives: `owner/name`, as workflows call an action. */
export const REPOSITORY = new URL(HOMEPAGE).pathname.slice(1)
