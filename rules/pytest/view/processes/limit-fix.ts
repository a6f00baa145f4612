import type { Fix } from '../../../../src/model/fix.ts'
import { rewrite } from '../../../../src/model/fix.ts'
import { setting } from '../../../../src/model/setting.ts'
import { guardedImport, relativeLimit } from './limit-code.ts'
import type { ProcessLimit } from './process-limits.ts'

/** For limits that do not count the memory that is used: none is right. */
export function useScope({ resource }: ProcessLimit): Fix {
  return {
    title: `limit the run with a control group instead of ${resource}`,
    safety: 'manual',
    why:
      resource === 'RLIMIT_RSS'
        ? 'no value of it has an effect, and what holds the run back is set where it is started'
        : 'no value of it is right: what a process reserves says little about what it uses',
  }
}

/** Makes a limit on processes right, where it stands alone. */
export function corrected(limit: ProcessLimit): Fix {
  const { document, call, soft, unguarded } = limit
  const title = 'limit what this user may start beyond what runs already'
  const alone = call.role === 'statement' && !call.within.function
  if (soft === undefined || !alone || !isFree(limit)) return { title, safety: 'manual', why: TOO_MUCH }
  const ops = [rewrite(setting(undefined, document, call.statement), relativeLimit(soft))]
  if (unguarded) ops.push(rewrite(setting(undefined, document, unguarded.at), guardedImport()))
  return {
    title,
    ops,
    safety: 'unsafe',
    why: `the limit no longer binds at ${soft} in all, but at ${soft} more than run when pytest starts`,
  }
}

const TOO_MUCH =
  'memlint rewrites only resource.setrlimit(resource.RLIMIT_NPROC, (number, number)) at the top level, where nothing else needs the module'

/** Whether `resource` may be None after the fix: it is there for this limit alone, or may be missing already. */
function isFree({ document, call, unguarded }: ProcessLimit): boolean {
  const { imports, assignments } = document.module
  const imported = imports.find(one => one.name === 'resource' && one.qualified === 'resource')
  if (!imported) return false
  const fallback = assignments.some(one => one.target === 'resource' && one.literal === null)
  if (!unguarded) return fallback || imported.within.conditions.length > 0
  const uses = document.module.uses.filter(use => use.name === 'resource')
  const inCall = document.span(call.at)
  return uses.every(use => {
    const span = document.span(use.at)
    return inCall && span && span.start >= inCall.start && span.end <= inCall.end
  })
}
