import type { Field } from '../../../features/casetypes/contract/fields.ts'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { type Draft, enteredValue } from '../cases/form/values.ts'

/** A case as it is imagined, or the number of one that is here. */
export interface Imagined {
  of: 'imagined' | 'real'
  case: string
  typeId: string
  subject: string
  language: string
  accountId: string
  contactId: string
  priority: string
  channel: string
  mailboxId: string
  productId: string
  tags: string[]
  form: Record<string, Draft>
}

export const nothing: Imagined = {
  of: 'imagined',
  case: '',
  typeId: '',
  subject: '',
  language: '',
  accountId: '',
  contactId: '',
  priority: '',
  channel: 'email',
  mailboxId: '',
  productId: '',
  tags: [],
  form: {},
}

/** Of what is asked for only by who wants more, how much is said. */
export const saidBeside = (asked: Imagined): number =>
  [asked.contactId, asked.priority, asked.mailboxId, asked.productId].filter(Boolean).length +
  Number(asked.channel !== 'email') +
  Number(asked.tags.length > 0) +
  Object.values(asked.form).filter((draft) => draft.length > 0).length

/** As the server takes it; `fields` are those of the chosen type. Null where it names no case yet. */
export function bodyOf(asked: Imagined, fields: readonly Field[], rules: IntakeRule[] | null) {
  const drafted = rules ? { rules } : {}
  if (asked.of === 'real') return asked.case.trim() ? { ...drafted, case: asked.case.trim() } : null
  const custom = fields.flatMap((field) => {
    const value = enteredValue(field, asked.form[field.key] ?? '')
    return value === null ? [] : [[field.key, value] as const]
  })
  return {
    ...drafted,
    subject: asked.subject,
    channel: asked.channel as 'email',
    ...(asked.typeId && { typeId: asked.typeId }),
    ...(asked.priority && { priority: asked.priority as Priority }),
    ...(asked.accountId && { accountId: asked.accountId }),
    ...(asked.contactId && { contactId: asked.contactId }),
    ...(asked.language && { language: asked.language }),
    ...(asked.mailboxId && { mailboxId: asked.mailboxId }),
    ...(asked.productId && { productId: asked.productId }),
    ...(asked.tags.length > 0 && { tags: asked.tags }),
    ...(custom.length > 0 && { custom: Object.fromEntries(custom) }),
  }
}
