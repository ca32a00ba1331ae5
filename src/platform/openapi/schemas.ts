import { z } from 'zod'

/** JSON Schema (draft 2020-12, as OpenAPI 3.1 has it), as far as our contracts use it. */
export interface Schema {
  type?: string
  title?: string
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema | false
  prefixItems?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  $ref?: string
  [keyword: string]: unknown
}

/** What somebody sends (`input`) or gets (`output`), as JSON Schema. Dates are the texts they travel as. */
export function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      // A transform keeps the kind of value in our contracts (a trimmed text, a date as text), so what goes in tells it.
      if (def.type === 'pipe' && io === 'output' && def.out._zod.def.type === 'transform')
        Object.assign(jsonSchema, schemaOf(def.in as z.ZodType, io))
      if (def.type === 'union') withoutRepeats(jsonSchema as Schema)
    },
  }) as Schema
  return schema
}

/** A union of things that travel alike is one thing. */
function withoutRepeats(schema: Schema): void {
  const ways = new Map(schema.anyOf?.map(({ pattern: _, ...way }) => [JSON.stringify(way), way as Schema]))
  if (ways.size !== 1) return
  delete schema.anyOf
  Object.assign(schema, [...ways.values()][0])
}
