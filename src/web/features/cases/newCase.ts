import type { casesContract } from '../../../features/cases/contract.ts'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import type { Named, Priority } from '../../../platform/shapes.ts'
import type { Asker } from '../customers/PickContact.tsx'
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
  text: string
  /** What is filled in of what the chosen type asks for, by key. */
  form: Record<string, Draft>
}

export const emptyCase: NewCaseValues = {
  subject: '',
  asker: null,
  account: null,
  product: null,
  piece: null,
  typeId: '',
  priority: '',
  opening: 'message',
  text: '',
  form: {},
}

type Body = InputOf<typeof casesContract.createCase>['body']

/** As the server takes it; `fields` are those of the chosen type. */
export function bodyOf(values: NewCaseValues, fields: readonly Field[]): Body {
  const { subject, asker, account, product, piece, typeId, priority, opening, text, form } = values
  const known = fields.map((field) => [field.key, enteredValue(field, form[field.key] ?? '')] as const)
  return {
    subject: subject.trim(),
    tags: [],
    custom: Object.fromEntries(known.filter(([, value]) => value !== null)),
    restricted: false,
    ...(asker?.kind === 'known' && { contactId: asker.id }),
    ...(asker?.kind === 'new' && {
      contact: {
        name: asker.name.trim(),
        ...(asker.email.trim() && { email: asker.email.trim() }),
        ...(asker.phone.trim() && { phone: asker.phone.trim() }),
      },
    }),
    ...(account && asker?.kind !== 'known' && { accountId: account.id }),
    ...(piece ? { assetId: piece.id } : product && { productId: product.id }),
    ...(typeId && { typeId }),
    ...(priority && { priority }),
    ...(text.trim() && { [opening]: text.trim() }),
  }
}

/** What keeps a case from being opened, by field. */
export function problemsOf({ subject, asker, opening, text }: NewCaseValues): Record<string, string> {
  const problems: Record<string, string> = {}
  if (!subject.trim()) problems.subject = 'Say in a few words what it is about'
  if (asker?.kind === 'new') {
    if (!asker.name.trim()) problems.contact = 'A new contact needs a name'
    else if (asker.email.trim() && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(asker.email.trim()))
      problems.contact = `“${asker.email.trim()}” is no mail address`
  }
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
