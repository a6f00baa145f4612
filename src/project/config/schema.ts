import * as v from 'valibot'
import { nearestName } from '../../model/nearest-name.ts'

const AMOUNT = /^\s*\d+(\.\d+)?\s*(b|[kmgt](i?b)?|[kmgt]i)\s*$/i
const PERCENT = /^\s*\d{1,2}(\.\d+)?\s*%\s*$/

const Text = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'))

const Amount = v.pipe(
  v.string('must be an amount with a unit, such as "3GiB"'),
  v.regex(AMOUNT, 'must be an amount with a unit, such as "3GiB" or "500MB"'),
  v.metadata({ description: '16GiB, 16G and 16g are binary, 16GB is decimal.' }),
)

const Reserve = v.pipe(
  v.string('must be an amount such as "4GiB" or a percentage such as "25%"'),
  v.regex(
    new RegExp(`${AMOUNT.source}|${PERCENT.source}`, 'i'),
    'must be an amount such as "4GiB" or a percentage below 100 such as "25%"',
  ),
)

const Count = v.pipe(
  v.number('must be a whole number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
)

const Kind = v.picklist(['workstation', 'ci', 'container'], oneOf)

const Severity = v.picklist(['info', 'warning', 'error'], oneOf)

const RuleSeverity = v.picklist(['off', 'info', 'warning', 'error'], oneOf)

const Globs = v.pipe(
  v.array(Text, 'must be a list of globs'),
  v.metadata({
    description: 'Globs in the syntax of .gitignore, relative to the folder of the configuration.',
  }),
)

const Host = v.union([
  v.pipe(Text, v.metadata({ description: 'The name of a preset, such as github-ubuntu.' })),
  closed({
    memory: Amount,
    cpus: Count,
    physicalCpus: v.optional(Count),
    swap: v.optional(Amount),
    kind: v.optional(Kind),
  }),
])

const Footprint = v.union([
  Amount,
  closed({
    perProcess: Amount,
    base: v.optional(Amount),
    measured: v.optional(
      v.pipe(Text, v.metadata({ description: 'How it was measured. Findings then count as measured.' })),
    ),
  }),
])

const Footprints = v.pipe(
  named(Footprint),
  v.metadata({ description: 'Memory of one process, by kind of workload: "pytest/workers".' }),
)

const Rules = v.pipe(
  named(RuleSeverity),
  v.metadata({ description: 'The most a finding of a rule can be, or "off".' }),
)

/** A configuration as it is written. Amounts stay text here, so that the same schema describes the file to editors. */
export const ConfigSchema = closed({
  $schema: v.optional(v.string('must be a string')),
  hosts: v.optional(
    v.pipe(
      v.union([v.array(Text, 'must be a table or a list of presets'), named(Host)]),
      v.metadata({ description: 'The machines the repository is for, by name, or a list of presets.' }),
    ),
  ),
  reserve: v.optional(
    v.pipe(
      v.union([
        Reserve,
        closed({
          workstation: v.optional(Reserve),
          ci: v.optional(Reserve),
          container: v.optional(Reserve),
        }),
      ]),
      v.metadata({
        description: 'What is left alone: an amount or a percentage, for all or per kind of host.',
      }),
    ),
  ),
  share: v.optional(
    v.pipe(Count, v.metadata({ description: 'How many runs share a machine (worktrees, agents).' })),
  ),
  overlap: v.optional(
    v.pipe(
      v.boolean('must be true or false'),
      v.metadata({ description: 'Whether tests and builds run at the same time.' }),
    ),
  ),
  resident: v.optional(
    v.pipe(Amount, v.metadata({ description: 'What editors keep resident on a workstation.' })),
  ),
  footprints: v.optional(Footprints),
  heavyConstructors: v.optional(
    v.pipe(
      named(Amount),
      v.metadata({ description: 'Memory of one instance, by qualified name: "my_models.load_model".' }),
    ),
  ),
  rules: v.optional(Rules),
  ignore: v.optional(
    v.array(
      closed({
        rule: Text,
        file: v.optional(v.pipe(Text, v.metadata({ description: 'A glob in the syntax of .gitignore.' }))),
        reason: v.pipe(
          v.string('must say why, as a string'),
          v.regex(/\S/, 'must say why: it is shown with the finding'),
        ),
      }),
      'must be a list of tables with rule and reason',
    ),
  ),
  include: v.optional(Globs),
  exclude: v.optional(Globs),
  failOn: v.optional(
    v.pipe(Severity, v.metadata({ description: 'The mildest severity that makes the run fail.' })),
  ),
  overrides: v.optional(
    v.array(
      closed({
        files: v.pipe(Globs, v.minLength(1, 'must name a folder or a file')),
        rules: v.optional(Rules),
        footprints: v.optional(Footprints),
      }),
      'must be a list of tables with files',
    ),
  ),
})

export type WrittenConfig = v.InferOutput<typeof ConfigSchema>

/** A table in which unknown keys are errors that name what was probably meant. */
function closed<const Entries extends v.ObjectEntries>(entries: Entries) {
  const known = Object.keys(entries)
  return v.pipe(
    anyTable(),
    v.strictObject(entries, issue => {
      return issue.expected === 'never' ? unknownKey(String(issue.path?.at(-1)?.key), known) : 'is missing'
    }),
  )
}

/** A table whose keys are names that the user chose or that are checked later. */
function named<const Entry extends v.GenericSchema>(entry: Entry) {
  return v.pipe(anyTable(), v.record(v.string(), entry))
}

/** For valibot a list is an object too. */
function anyTable() {
  return v.custom<object>(
    value => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be a table',
  )
}

function unknownKey(name: string, known: readonly string[]): string {
  if (/^plugins?$/.test(name)) {
    return 'is not a known key: a repository names no code to run; rules of others come from --plugin FILE'
  }
  const meant = nearestName(name, known)
  return meant
    ? `is not a known key; did you mean "${meant}"?`
    : `is not a known key (known: ${known.join(', ')})`
}

function oneOf(issue: v.PicklistIssue): string {
  const options = issue.expected.replaceAll(' | ', ', ').replace(/^\(|\)$/g, '')
  return `must be one of ${options}`
}
