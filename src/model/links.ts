/** Where the project lives: everything that is linked from a report is below it. */
export const HOMEPAGE = 'https://github.com/memlint/memlint'

/** The page of a rule; `memlint/...` findings are memlint's own and have none. */
export function rulePageUrl(rule: string): string | undefined {
  return rule.startsWith('memlint/') ? undefined : `${HOMEPAGE}/blob/main/docs/rules/${rule}.md`
}
