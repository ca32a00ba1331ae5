import { z } from 'zod'
import { Text } from '../../../platform/shapes.ts'

const Key = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/)

export const FieldKind = z.enum([
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'yes_no',
  'choice',
  'several',
  'person',
  'account',
  'product',
  'file',
])
export type FieldKind = z.infer<typeof FieldKind>

/** One thing that a kind of case is asked for. Its value stands on the case under its key. */
export const Field = z.strictObject({
  key: Key,
  label: Text(80),
  kind: FieldKind,
  help: z.string().max(200).optional(),
  /** What `choice` and `several` offer. */
  choices: z
    .array(z.strictObject({ key: Key, label: Text(80) }))
    .max(100)
    .default([]),
  /** Of `money`, as ISO 4217 names it. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** The stage that cannot be entered without it; absent where nothing waits for it. */
  requiredFrom: z.string().optional(),
  /** Asked only while another field, of yes and no or of choices, has one of these values (`yes`, `no`, or keys). */
  when: z.strictObject({ field: Key, is: z.array(z.string().max(60)).min(1).max(100) }).optional(),
  /** Of `date`: the side of today on which it cannot lie. */
  never: z.enum(['future', 'past']).optional(),
  /** Of `text`: it is told where it differs from this of what the case is about. */
  compare: z.enum(['asset_serial']).optional(),
  /** `leads`: only who may override a gate reads and sets it. */
  seenBy: z.enum(['staff', 'leads']).default('staff'),
})
export type Field = z.infer<typeof Field>

/**
 * Money is a decimal in words (`"2318.40"`), a date `YYYY-MM-DD`, a person or an account its id; a product the id of one, or
 * of an asset of the account; a file that of an attachment of the case.
 */
export const FieldValue = z.union([
  z.string().max(4000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(60)).max(100),
  z.null(),
])
export type FieldValue = z.infer<typeof FieldValue>
export const FieldValues = z.record(Key, FieldValue)
export type FieldValues = z.infer<typeof FieldValues>
