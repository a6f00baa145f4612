import * as v from 'valibot'

/** What is wrong with what a plugin exports: `rules[0].id must be …`. Empty when it can be used. */
export function complaintsAbout(exported: unknown): readonly string[] {
  const result = v.safeParse(PluginShape, exported)
  if (!result.success) return result.issues.map(issue => `${pathOf(issue)} ${issue.message}`.trim())
  const { rules = [], ecosystems = [] } = result.output
  return rules.length + ecosystems.length > 0 ? [] : ['it exports neither rules nor ecosystems']
}

const Text = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'))

const Name = (example: string) => `must be ${example}: small letters, digits and dashes`

const Callable = v.function('must be a function')

const EcosystemShape = v.looseObject(
  {
    id: v.pipe(
      Text,
      v.regex(/^[a-z][a-z0-9-]*$/, Name('a name such as "bazel"')),
      v.notValue('memlint', 'must not be "memlint", which is what memlint says of itself'),
    ),
    title: Text,
    owns: v.array(
      v.looseObject(
        {
          path: v.instance(RegExp, 'must be a regular expression'),
          format: v.picklist(
            ['ini', 'toml', 'jsonc', 'yaml', 'python', 'lines'],
            'must be one of ini, toml, jsonc, yaml, python, lines',
          ),
          mentions: v.optional(v.instance(RegExp, 'must be a regular expression')),
        },
        orMissing('must be an object with path and format'),
      ),
      'must be a list of the files it reads',
    ),
    read: Callable,
    workloads: Callable,
    fanOuts: v.optional(Callable),
  },
  orMissing('must be an ecosystem'),
)

const RuleShape = v.looseObject(
  {
    id: v.pipe(
      Text,
      v.regex(
        /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/,
        Name('<ecosystem>/<hazard>, such as "bazel/jobs-exceed-memory"'),
      ),
    ),
    ecosystem: EcosystemShape,
    summary: Text,
    why: Text,
    severity: v.picklist(['error', 'warning', 'info'], 'must be error, warning or info'),
    confidence: v.picklist(['high', 'medium', 'low'], 'must be high, medium or low'),
    fixes: v.array(
      v.picklist(['safe', 'unsafe', 'manual'], 'must be safe, unsafe or manual'),
      'must be a list of safe, unsafe and manual',
    ),
    dependsOnHost: v.boolean('must be true or false'),
    references: v.array(Text, 'must be a list of public sources'),
    check: Callable,
  },
  orMissing('must be a rule, made with defineRule'),
)

const PluginShape = v.looseObject(
  {
    rules: v.optional(v.array(RuleShape, 'must be a list of rules')),
    ecosystems: v.optional(v.array(EcosystemShape, 'must be a list of ecosystems')),
  },
  orMissing('it must export rules'),
)

/** What is wrong with something that is no such object, and with an object that lacks a key. */
function orMissing(words: string) {
  return ({ expected }: v.LooseObjectIssue) => (expected === 'Object' ? words : 'is missing')
}

/** `rules[0].ecosystem.id` */
function pathOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? [])
    .map(({ key }, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${String(key)}`))
    .join('')
}
