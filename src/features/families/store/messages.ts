import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

/** A message where the actor may see its case, with how many others people wrote there. */
export function findMessage(db: Db, actor: Actor, id: string) {
  return db
    .selectFrom('message')
    .innerJoin('cases', 'cases.id', 'message.case_id')
    .select([
      'message.id',
      'message.case_id as caseId',
      'message.kind',
      'message.direction',
      'message.subject',
      'message.text',
      'message.visible_text as visibleText',
      'message.contact_id as contactId',
      'message.language',
      'message.machine',
      'message.received_at as receivedAt',
      'message.delivery',
      'message.undone_at as undoneAt',
      sql<number>`(select count(*)::int from message other where other.case_id = message.case_id
        and other.id <> message.id and not other.automatic and other.undone_at is null)`.as('others'),
    ])
    .where('message.id', '=', id)
    .where(visibleTo(actor))
    .executeTakeFirst()
}

export type FoundMessage = NonNullable<Awaited<ReturnType<typeof findMessage>>>
