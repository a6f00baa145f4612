import * as v from 'valibot'
import { nearestName } from '../../model/nearest-name.ts'

const AMOUNT = /^\s*\d+(\.\d+)?\s*(b|[kmgt](i?b)?|[kmgt]i)\s*$/i
const PERCENT = /^\s*\d{1,2}(\.\d+)?\s*%\s*$/

const Text = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'))

const Amount = v.pipe(
  v.string('must be an amount with a unit, such as "3GiB"'),
  v.regex(AMOUNT, 'must be an amount with a unit, such as "3GiB" or "500MB"'),
  v.metadata({ title: 'amount', description: '16GiB, 16G and 16g are binary, 16GB is decimal.' }),
)

const Reserve = v.pipe(
  v.string('must be an amount such as "4GiB" or a percentage such as "25%"'),
  v.regex(
    new RegExp(`${AMOUNT.source}|${PERCENT.source}`, 'i'),
    'must be an amount such as "4GiB" or a percentage below 100 such as "25%"',
  ),
  v.metadata({ title: 'amount or percentage' }),
)

const Count = v.pipe(
  v.number('must be a whole number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
  v.metadata({ title: 'whole number from 1' }),
)

const Kind = v.picklist(['workstation', 'ci', 'container'], oneOf)

const Severity = v.picklist(['info', 'warning', 'error'], oneOf)

const RuleSeverity = v.picklist(['off', 'info', 'warning', 'error'], oneOf)

const Globs = v.pipe(
  v.array(Text, 'must be a list of globs'),
  v.metadata({
    title: 'list of globs',
    description: 'Globs in the syntax of .gitignore, relative to the folder of the configuration.',
  }),
)

const Preset = v.pipe(
  Text,
  v.metadata({ title: 'preset', description: 'The name of a preset, such as github-ubuntu.' }),
)

const Host = v.union([
  Preset,
  closed({
    memory: Amount,
    cpus: v.pipe(Count, v.metadata({ description: 'Logical cpus, as most tools count them.' })),
    physicalCpus: v.optional(
      v.pipe(Count, v.metadata({ description: 'Physical cores, as pytest-xdist counts; default: cpus.' })),
    ),
    swap: v.optional(
      v.pipe(
        Amount,
        v.metadata({ description: 'Never part of the budget; memlint host gives advice on it.' }),
      ),
    ),
    kind: v.optional(
      v.pipe(
        Kind,
        v.metadata({
          description:
            'What is reserved follows from it, and whether an editor runs there; default: workstation.',
        }),
      ),
    ),
  }),
])

const Footprint = v.union([
  Amount,
  closed({
    perProcess: v.pipe(
      Amount,
      v.metadata({ description: 'Resident memory that one process has for itself.' }),
    ),
    base: v.optional(
      v.pipe(Amount, v.metadata({ description: 'What is there once, however many processes there are.' })),
    ),
    measured: v.optional(
      v.pipe(Text, v.metadata({ description: 'How it was measured. Findings then count as measured.' })),
    ),
  }),
])

const Footprints = v.pipe(
  named(Footprint),
  v.metadata({
    description:
      'Memory of one process, by kind of workload: "pytest/workers". memlint plan shows the kinds.',
    examples: [
      {
        'cargo/jobs': '1.5GiB',
        'pytest/workers': { perProcess: '1.2GiB', base: '300MiB', measured: 'peak resident set, 2026-11' },
      },
    ],
  }),
)

const Rules = v.pipe(
  named(RuleSeverity),
  v.metadata({
    description: 'The most a finding of a rule can be, or "off".',
    examples: [{ 'pytest/heavy-import': 'off', 'cargo/full-debug-info': 'info' }],
  }),
)

/** A configuration as it is written. Amounts stay text here, so that the same schema describes the file to editors. */
export const ConfigSchema = closed({
  $schema: v.optional(
    v.pipe(
      v.string('must be a string'),
      v.metadata({
        description: 'Where the schema of this file is, for editors; memlint itself does not read it.',
        examples: ['./node_modules/memlint/memlint.schema.json'],
      }),
    ),
  ),
  hosts: v.optional(
    v.pipe(
      v.union([v.array(Preset, 'must be a table or a list of presets'), named(Host)]),
      v.metadata({
        description:
          'The machines the repository is for, by name, or a list of presets. With none, memlint takes the machine it runs on.',
        examples: [
          { laptop: { memory: '16GiB', cpus: 8 }, ci: 'github-ubuntu' },
          ['github-ubuntu', 'laptop-16g'],
        ],
      }),
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
        description:
          'What is left alone, for all or per kind of host. Without it: 25 % and at least 1.5 GiB on a workstation, 15 % and at least 1 GiB in CI and containers.',
        examples: ['4GiB', { workstation: '30%', ci: '1GiB' }],
      }),
    ),
  ),
  share: v.optional(
    v.pipe(
      Count,
      v.metadata({ description: 'How many runs share a machine (worktrees, agents).', examples: [4] }),
    ),
  ),
  overlap: v.optional(
    v.pipe(
      v.boolean('must be true or false'),
      v.metadata({ description: 'Whether tests and builds run at the same time.', examples: [true] }),
    ),
  ),
  resident: v.optional(
    v.pipe(
      Amount,
      v.metadata({ description: 'What editors keep resident on a workstation.', examples: ['3.5GiB'] }),
    ),
  ),
  footprints: v.optional(Footprints),
  heavyConstructors: v.optional(
    v.pipe(
      named(Amount),
      v.metadata({
        description:
          'Memory of one instance, by qualified name: a fixture that makes one is heavy from then on.',
        examples: [{ 'my_models.load_model': '2GiB' }],
      }),
    ),
  ),
  rules: v.optional(Rules),
  ignore: v.optional(
    v.pipe(
      v.array(
        closed({
          rule: v.pipe(Text, v.metadata({ title: 'rule id', description: '`memlint rules` lists them.' })),
          file: v.optional(v.pipe(Text, v.metadata({ description: 'A glob in the syntax of .gitignore.' }))),
          reason: v.pipe(
            v.string('must say why, as a string'),
            v.regex(/\S/, 'must say why: it is shown with the finding'),
            v.metadata({ description: 'Shown with the finding.' }),
          ),
        }),
        'must be a list of tables with rule and reason',
      ),
      v.metadata({
        description:
          'Findings that are all right, each with its reason. One that silences nothing is reported.',
        examples: [
          [
            {
              rule: 'pytest/heavy-import',
              file: 'tests/models/**',
              reason: 'these tests run alone, at night',
            },
          ],
        ],
      }),
    ),
  ),
  include: v.optional(
    v.pipe(
      Globs,
      v.metadata({
        description:
          'Only files that match, in the syntax of .gitignore, relative to the folder of the configuration.',
        examples: [['services/**']],
      }),
    ),
  ),
  exclude: v.optional(
    v.pipe(
      Globs,
      v.metadata({
        description: 'No files that match. What version control ignores is left out without being named.',
        examples: [['fixtures', 'third_party/**']],
      }),
    ),
  ),
  failOn: v.optional(
    v.pipe(
      Severity,
      v.metadata({ description: 'The mildest severity that makes the run fail.', examples: ['error'] }),
    ),
  ),
  overrides: v.optional(
    v.pipe(
      v.array(
        closed({
          files: v.pipe(Globs, v.minLength(1, 'must name a folder or a file')),
          rules: v.optional(Rules),
          footprints: v.optional(Footprints),
        }),
        'must be a list of tables with files',
      ),
      v.metadata({
        description:
          'What is different in some folders. Later entries win, and all of them over what is above.',
        examples: [[{ files: ['tests/slow/**'], rules: { 'pytest/heavy-fixture-per-test': 'info' } }]],
      }),
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
