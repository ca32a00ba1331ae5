import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import type { OpenInvitation } from '../contract/invitations.ts'

export type MailState = OpenInvitation['mail']

export interface NewInvitation {
  id: string
  personId: string
  mail: MailState
  problem: string | null
  sealed: Buffer | null
}

export async function insertInvitation(db: Db, invitation: NewInvitation, at: Date): Promise<void> {
  const { id, personId: person_id, mail, problem, sealed } = invitation
  await db.insertInto('invitation').values({ id, person_id, mail, problem, sealed, told_at: at }).execute()
}

/** What the mail of a living invitation needs; nothing once it was used, replaced, withdrawn or is over. */
export function invitationToMail(db: Db, id: string, now: Date) {
  return db
    .selectFrom('invitation')
    .innerJoin('link_token', 'link_token.id', 'invitation.id')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .leftJoin('mailbox', (join) => join.on('mailbox.is_default', '=', true).on('mailbox.disabled_at', 'is', null))
    .leftJoin('organisation', (join) => join.onTrue())
    .select([
      'person.id as personId',
      'person.name',
      'person.email',
      'person.language',
      sql<boolean>`person.password_hash is not null`.as('hasPassword'),
      'invitation.sealed',
      'link_token.expires_at as expiresAt',
      'link_token.created_at as at',
      'mailbox.address as mailbox',
      'organisation.name as organisation',
      'organisation.language as organisationLanguage',
      'organisation.time_zone as timeZone',
    ])
    .where('invitation.id', '=', id)
    .where('invitation.mail', '=', 'waiting')
    .where('link_token.used_at', 'is', null)
    .where('link_token.expires_at', '>', now)
    .where('person.deactivated_at', 'is', null)
    .executeTakeFirst()
}

/** What came of a try; one that was withdrawn meanwhile stays withdrawn. */
export async function markMail(
  db: Db,
  id: string,
  { mail, problem }: { mail: MailState; problem: string | null },
  at: Date,
): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ mail, problem, told_at: at, ...(mail !== 'waiting' && { sealed: null }) })
    .where('id', '=', id)
    .where('mail', '=', 'waiting')
    .execute()
}

/** Those whose mail has not left, for good where they were replaced or withdrawn. */
export async function forgetWaitingMail(db: Db, personId: string | null, problem: string, at: Date): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ mail: 'failed', problem, sealed: null, told_at: at })
    .where('mail', '=', 'waiting')
    .$if(personId !== null, (query) => query.where('person_id', '=', personId!))
    .execute()
}

/** The open link of a person, as part of a question about them; its instants as PostgreSQL writes them into JSON. */
export const openInvitation = (eb: ExpressionBuilder<DB, 'person'>) =>
  eb
    .selectFrom('link_token')
    .leftJoin('invitation', 'invitation.id', 'link_token.id')
    .whereRef('link_token.subject_id', '=', 'person.id')
    .where('link_token.purpose', '=', 'invitation')
    .where('link_token.used_at', 'is', null)
    .orderBy('link_token.created_at', 'desc')
    .limit(1)
    .select(
      sql<OpenInvitation>`json_build_object('at', link_token.created_at, 'until', link_token.expires_at,
        'mail', coalesce(invitation.mail, 'none'), 'problem', invitation.problem)`.as('open'),
    )

export const invitationOf = ({ at, until, ...mail }: OpenInvitation): OpenInvitation => ({
  at: new Date(at).toISOString(),
  until: new Date(until).toISOString(),
  ...mail,
})
