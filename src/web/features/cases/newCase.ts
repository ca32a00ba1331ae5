import type { casesContract } from '../../../features/cases/contract.ts'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import type { Named, Priority } from '../../../platform/shapes.ts'
import { type Asker, problemOfAsker, whoIs } from '../customers/asker.ts'
import type { Piece } from '../products/PickAbout.tsx'
import { type Draft, enteredValue } from './form/values.ts'

export interface NewCaseValues {
  subject: string
  asker: Asker | null
  /** The account the case was begun from; a known contact brings their own. */
  account: Named | null
  /** What it is about. */
  product: Named | null
  piece: Piece | null
  typeId: string
  priority: Priority | ''
  opening: 'message' | 'note'
  /** How the customer reached us. */
  channel: Reached
  text: string
  /** What is filled in of what the chosen type asks for, by key. */
  form: Record<string, Draft>
}

/** What people take down by hand; mail and chat come by themselves. */
export const reached = [
  { value: '', label: 'How they reached us' },
  { value: 'phone', label: 'By phone' },
  { value: 'email', label: 'By mail' },
  { value: 'chat', label: 'By chat' },
  { value: 'sms', label: 'By SMS' },
  { value: 'messaging', label: 'By messenger' },
] as const
export type Reached = (typeof reached)[number]['value']

export const emptyCase: NewCaseValues = {
  subject: '',
  asker: null,
  account: null,
  product: null,
  piece: null,
  typeId: '',
  priority: '',
  opening: 'message',
  channel: '',
  text: '',
  form: {},
}

type Body = InputOf<typeof casesContract.createCase>['body']

/** As the server takes it; `fields` are those of the chosen type. */
export function bodyOf(values: NewCaseValues, fields: readonly Field[]): Body {
  const { subject, asker, account, product, piece, typeId, priority, opening, channel, text, form } = values
  const known = fields.map((field) => [field.key, enteredValue(field, form[field.key] ?? '')] as const)
  return {
    subject: subject.trim(),
    tags: [],
    custom: Object.fromEntries(known.filter(([, value]) => value !== null)),
    restricted: false,
    ...(asker?.kind === 'known' && { contactId: asker.id }),
    ...(asker?.kind === 'new' && { contact: whoIs(asker) }),
    ...(account && asker?.kind !== 'known' && { accountId: account.id }),
    ...(piece ? { assetId: piece.id } : product && { productId: product.id }),
    ...(typeId && { typeId }),
    ...(priority && { priority }),
    ...(channel && opening === 'message' && { channel }),
    ...(text.trim() && { [opening]: text.trim() }),
  }
}

/** What keeps a case from being opened, by field. */
export function problemsOf({ subject, asker, opening, text }: NewCaseValues): Record<string, string> {
  const problems: Record<string, string> = {}
  if (!subject.trim()) problems.subject = 'Say in a few words what it is about'
  const contact = asker && problemOfAsker(asker)
  if (contact) problems.contact = contact
  if (opening === 'message' && text.trim() && !asker) problems.contact = 'Say whose message this is'
  return problems
}

const key = 'caseward-draft new-case'

export function keepCase(values: NewCaseValues) {
  try {
    localStorage.setItem(key, JSON.stringify(values))
  } catch {
    // a full or forbidden store: the form itself still holds what was typed
  }
}

export function keptCase(): NewCaseValues | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<NewCaseValues> | null
    return kept && { ...emptyCase, ...kept }
  } catch {
    return null
  }
}

export const forgetCase = () => localStorage.removeItem(key)
