import type { FileOp } from '../../model/fix.ts'
import { rawFileUrl } from '../../model/links.ts'
import type { Proposal } from '../../model/proposal.ts'
import { table, type Value } from '../../model/value.ts'
import { mentionsMemlint, type Surroundings } from '../surroundings.ts'

const PATH = '.gitlab-ci.yml'

/** The job of memlint's template, included: it reports code quality, and a new release changes it in one line. */
export function gitlab({ sources, version }: Surroundings): readonly Proposal[] {
  if (!sources.has(PATH) || mentionsMemlint(sources.text(PATH) ?? '')) return []
  const pipeline = sources.document(PATH)
  const url = rawFileUrl('templates/gitlab.yml', version)
  const stage = stageFor(pipeline?.get(['stages']))
  return [
    {
      part: 'workflow',
      title: `check merge requests, by a job in ${PATH}`,
      because: [
        `${PATH} is there`,
        ...(stage === undefined
          ? []
          : [`its stages have no test, where the job would be: it goes to ${stage}`]),
      ],
      ops: [
        include(pipeline?.get(['include']), table([['remote', url]])),
        ...(stage === undefined
          ? []
          : [{ path: PATH, op: { op: 'insert', at: ['memlint', 'stage'], value: stage } } as const]),
      ],
      byHand: [`in ${PATH}: include: {remote: ${url}}`],
    },
  ]
}

function include(there: Value | undefined, entry: Value): FileOp {
  if (there === undefined) return { path: PATH, op: { op: 'insert', at: ['include'], value: [entry] } }
  if (Array.isArray(there))
    return { path: PATH, op: { op: 'insert', at: ['include', there.length], value: entry } }
  return { path: PATH, op: { op: 'set', at: ['include'], value: [there, entry] } }
}

/** The template's job is in the stage `test`; where the pipeline has none, in its first one. Undefined where it has. */
function stageFor(stages: Value | undefined): string | undefined {
  if (!Array.isArray(stages) || stages.includes('test')) return undefined
  return stages.find(stage => typeof stage === 'string')
}
