import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema'
import { ConfigSchema } from './schema.ts'

/** The configuration's JSON schema, for editors; `ruleIds` are offered where a rule is named. */
export function configJsonSchema(ruleIds: readonly string[]): JsonSchema {
  const rule = { enum: [...ruleIds] }
  const schema = toJsonSchema(ConfigSchema, { errorMode: 'ignore', typeMode: 'output' })
  return {
    ...schema,
    title: 'memlint configuration',
    properties: named(schema.properties ?? {}, rule),
  }
}

type Properties = NonNullable<JsonSchema['properties']>

/** Lets only known rules be the keys of `rules` and the value of `ignore[].rule`, here and in overrides. */
function named(properties: Properties, rule: JsonSchema): Properties {
  const changed: Properties = { ...properties }
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'boolean') continue
    if (key === 'rules') changed[key] = { ...value, propertyNames: rule }
    else if (key === 'rule') changed[key] = { ...value, ...rule }
    else if (key === 'ignore' || key === 'overrides')
      changed[key] = { ...value, items: namedItems(value.items, rule) }
  }
  return changed
}

function namedItems(items: JsonSchema['items'], rule: JsonSchema): JsonSchema {
  if (typeof items !== 'object' || Array.isArray(items)) throw new Error('a list of tables was expected')
  return { ...items, properties: named(items.properties ?? {}, rule) }
}
