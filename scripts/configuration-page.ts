import { explainConfig } from '../src/project/config/explain.ts'
import type { configJsonSchema } from '../src/project/config/json-schema.ts'
import { unconfigured } from '../src/project/config/load.ts'

type Schema = ReturnType<typeof configJsonSchema>

/** A section for each key of the configuration: meaning, type, default, what is inside, examples. */
export function configurationKeys({ properties = {} }: Schema): string {
  const defaults = new Map(explainConfig(unconfigured()).map(({ key, value }) => [key, value]))
  return Object.entries(properties)
    .map(([key, schema]) => sectionOf(key, schemaOf(schema), defaults.get(key)))
    .join('\n\n')
}

function sectionOf(key: string, schema: Schema, fallback: string | undefined): string {
  const inside = insideOf(schema)
  return [
    `### ${key}`,
    schema.description ?? '',
    [`- type: ${typeOf(schema)}`, ...(fallback === undefined ? [] : [`- default: ${fallback}`])].join('\n'),
    ...(inside.length > 0 ? [tableOf(inside)] : []),
    ...(schema.examples as readonly unknown[]).map(
      example => `\`\`\`json\n${JSON.stringify({ [key]: example }, null, 2)}\n\`\`\``,
    ),
  ].join('\n\n')
}

/** What may be written there, in words. */
function typeOf(schema: Schema): string {
  if (schema.title) return schema.title
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(', ')
  if (schema.anyOf) return schema.anyOf.map(each => typeOf(schemaOf(each))).join('; or ')
  if (schema.type === 'array')
    return `list of ${typeOf(schemaOf(schema.items)).replace(/^(table|preset)/, '$1s')}`
  if (schema.type !== 'object') return { boolean: 'true or false', string: 'text' }[String(schema.type)] ?? ''
  if (typeof schema.additionalProperties === 'object')
    return `table by name: ${typeOf(schema.additionalProperties)}`
  return `table with ${Object.keys(schema.properties ?? {})
    .map(name => `\`${name}\``)
    .join(', ')}`
}

interface Inside {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

/** The keys of the tables that a value is made of, each once. */
function insideOf(schema: Schema): readonly Inside[] {
  const own = Object.entries(schema.properties ?? {}).map(([name, each]) => ({
    name,
    schema: schemaOf(each),
    required: schema.required?.includes(name) ?? false,
  }))
  const parts = [...(schema.anyOf ?? []), schema.items, schema.additionalProperties]
  return [
    ...own,
    ...parts.flatMap(part => (typeof part === 'object' && !Array.isArray(part) ? insideOf(part) : [])),
  ]
}

function tableOf(rows: readonly Inside[]): string {
  const lines = rows.map(
    ({ name, schema, required }) =>
      `| \`${name}\` | ${typeOf(schema)} | ${required ? 'yes' : 'no'} | ${schema.description ?? ''} |`,
  )
  return ['| key | type | required | meaning |', '|---|---|---|---|', ...lines].join('\n')
}

/** JSON schema has true and lists where memlint's has none. */
function schemaOf(schema: Schema['items']): Schema {
  if (typeof schema !== 'object' || Array.isArray(schema)) throw new Error('a schema was expected')
  return schema
}
