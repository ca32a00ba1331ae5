import type { Schema } from './schemas.ts'

/** A schema as a person writes shapes down: `{ id: uuid, tags?: text[] }`, one field per line. */
export function shapeText(schema: Schema, indent = ''): string {
  const { anyOf, oneOf, allOf, enum: values, items, properties } = schema
  if ('const' in schema) return JSON.stringify(schema.const)
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  const ways = anyOf ?? oneOf
  if (ways) return [...new Set(ways.map((way) => shapeText(way, indent)))].join(' | ')
  if (allOf) return allOf.map((part) => shapeText(part, indent)).join(' & ')
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if (schema.type === 'array') return listText(items || {}, indent)
  if (properties) return objectText(schema, indent)
  if (schema.type === 'object') {
    const { additionalProperties: values } = schema
    return values && values !== true ? `{ [key]: ${shapeText(values, indent)} }` : '{ … }'
  }
  return plainText(schema)
}

/** The smallest request that fits a schema: what is required, with values that show their kind. */
export function example(schema: Schema): unknown {
  if ('default' in schema) return schema.default
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const way = (schema.anyOf ?? schema.oneOf)?.[0]
  if (way) return example(way)
  if (schema.type === 'array') return schema.minItems && schema.items ? [example(schema.items)] : []
  if (schema.type === 'object') {
    const { properties = {}, required = [] } = schema
    return Object.fromEntries(required.map((name) => [name, example(properties[name] ?? {})]))
  }
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return Number(schema.minimum ?? 1) || 1
  return examples[schema.format ?? ''] ?? 'text'
}

const examples: Record<string, string> = {
  uuid: '0199a1c2-7d40-7000-8000-000000000001',
  'date-time': '2026-11-19T12:00:00.000Z',
  date: '2026-11-19',
  email: 'ingrid.sollberg@meridianlabs.example',
  uri: 'https://example.com',
}

function objectText({ properties = {}, required = [] }: Schema, indent: string): string {
  const deeper = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const note = schema.description ? `  // ${schema.description}` : ''
    return `${deeper}${name}${required.includes(name) ? '' : '?'}: ${shapeText(schema, deeper)}${note}`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

function listText(items: Schema, indent: string): string {
  const text = shapeText(items, indent)
  return / [|&] /.test(text.split('\n')[0]!) && !text.startsWith('{') ? `(${text})[]` : `${text}[]`
}

function plainText({ type, format, minLength, maxLength, minimum, maximum, default: usual }: Schema): string {
  const name = type === 'string' ? (format ?? 'text') : (type ?? 'anything')
  const tame = (limit: unknown) => (typeof limit === 'number' && Math.abs(limit) < 1e12 ? limit : undefined)
  const [least, most] = [
    tame(minimum) ?? (minLength as number | undefined),
    tame(maximum) ?? (maxLength as number | undefined),
  ]
  const bounds = format || (least === undefined && most === undefined) ? '' : ` ${least ?? ''}…${most ?? ''}`
  return `${name}${bounds}${usual === undefined ? '' : ` = ${JSON.stringify(usual)}`}`
}
