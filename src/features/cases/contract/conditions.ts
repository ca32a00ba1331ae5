import { z } from 'zod'
import { Priority } from '../../../platform/shapes.ts'

/** What can be asked of a case; `custom` is a field of its type, which `key` names. */
export const ConditionField = z.enum([
  'type',
  'priority',
  'product',
  'channel',
  'team',
  'queue',
  'account',
  'tier',
  'contract',
  'tag',
  'language',
  'vip',
  'custom',
])
export type ConditionField = z.infer<typeof ConditionField>

export const ConditionIs = z.enum(['one_of', 'none_of', 'at_least', 'less_than'])
export type ConditionIs = z.infer<typeof ConditionIs>

export const Condition = z.strictObject({
  field: ConditionField,
  /** The key of the field of the type, where that is asked for. */
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,60}$/)
    .optional(),
  /** `at_least` and `less_than` compare priorities, and numbers and amounts of custom fields. */
  is: ConditionIs,
  /** Ids, keys, words, `yes` and `no`; numbers as text. One is enough, and what is compared has just one. */
  values: z.array(z.string().min(1).max(200)).min(1).max(200),
})
export type Condition = z.infer<typeof Condition>

/** All of them must hold. */
export const Conditions = z
  .array(Condition)
  .max(50)
  .superRefine((all, refusal) => {
    all.forEach((condition, at) => {
      const message = problemOf(condition)
      if (message) refusal.addIssue({ code: 'custom', path: [at], message })
    })
  })

function problemOf({ field, key, is, values }: Condition): string | null {
  if (field === 'custom' && key === undefined) return 'names no field of a type'
  if (field !== 'custom' && key !== undefined) return 'names a field of a type, and asks for something else'
  if (field === 'priority' && values.some((value) => !Priority.safeParse(value).success))
    return `expects priorities: ${Priority.options.join(', ')}`
  if (is === 'one_of' || is === 'none_of') return null
  if (field !== 'priority' && field !== 'custom') return 'compares what is neither a priority nor a number'
  if (values.length !== 1) return 'compares with one value'
  return field === 'custom' && !/^-?\d{1,15}(\.\d{1,4})?$/.test(values[0]!) ? 'compares with a number' : null
}
