import type { Priority } from '../../../platform/shapes.ts'
import type { FieldValues } from '../../casetypes/contract/fields.ts'

/** What a case is opened with, whoever or whatever opens it. */
export interface NewCase {
  subject: string
  /** What the first message says; types and priorities are suggested from it. */
  text: string
  typeId?: string | undefined
  typeKey?: string | undefined
  priority?: Priority | undefined
  contactId?: string | null | undefined
  accountId?: string | null | undefined
  teamId?: string | undefined
  queueId?: string | undefined
  ownerId?: string | undefined
  mailboxId?: string | undefined
  /** Where it goes that no rule of intake sends elsewhere, such as the team of its mailbox. */
  usual?: { teamId?: string | undefined; queueId?: string | undefined }
  channel: string
  language?: string | null | undefined
  tags?: string[]
  productId?: string | null | undefined
  assetId?: string | null | undefined
  /** What its fields are set to. */
  fields?: FieldValues
  /** Values carried over from another case as they are. */
  custom?: Record<string, unknown>
  restricted?: boolean
  /** Who spoke first: decides whether a first-response clock starts. */
  opening: 'customer' | 'agent'
  /** When we received it; clocks count from here. */
  receivedAt: Date
  imported?: boolean
  demo?: boolean
  followUpOfId?: string
  parentId?: string
  proposedCaseId?: string
  /** The timeline entry that led to this case, such as the arrival of its mail. */
  causeId?: string
}
