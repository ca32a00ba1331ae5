import type { Context, RecordedEvent } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import { hoursOfTeam } from '../calendars/actions.ts'
import { isOpenAt } from '../calendars/rules.ts'
import { loadToChange } from '../cases/actions/load.ts'
import { getCase } from '../cases/actions/views.ts'
import type { Letters } from '../casetypes/contract/letters.ts'
import { stageOf } from '../casetypes/rules/stages.ts'
import { writeLetter } from '../conversations/actions/write-letter.ts'
import { replySubject } from '../conversations/rules.ts'
import { mayWriteAutomatically } from '../mailboxes/rules/automatic.ts'
import type { AccountLetters } from './contract.ts'
import { breathSeconds, owesAWord, tellsOf } from './rules.ts'
import * as store from './store.ts'
import { letterOf } from './texts.ts'

/** A case went on: whether its customer hears of it is looked at once the move stands. */
export async function tellStageSoon(ctx: Context, event: RecordedEvent): Promise<void> {
  if (!event.caseId || event.content.toStatus === 'resolved' || event.content.toStatus === 'closed') return
  const runAt = new Date(ctx.now.getTime() + breathSeconds * 1000)
  await ctx.enqueue('tell-stage', { caseId: event.caseId }, { runAt, key: `tell-stage ${event.caseId}` })
}

/** Tells the customer of the stage in which a case stands, once for each time that it is opened; of a child nothing. */
export async function tellStage(ctx: Context, caseId: string): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const stage = stageOf(definition, record.stage)
  if (!stage?.tells || record.parent_id || !tellsOf(stage, record.stage_since, ctx.now)) return
  if (!(await store.lettersOf(ctx.db, record.account_id)).stages) return
  const letter = await letterTo(ctx, caseId, stage.tells, stage.customerLabel)
  if (!letter) return
  const word = { id: ctx.newId(), case_id: caseId, message_id: letter.id, at: ctx.now }
  if (!(await store.takeStageWord(ctx.db, { ...word, stage: stage.key, run: record.reopened_count }))) return
  await writeLetter(ctx, letter)
  await ctx.record({ name: 'customer.informed', caseId, content: { messageId: letter.id, of: stage.label } })
}

export const casesOwedAWord = (ctx: Context, after: store.Owed | null, most: number): Promise<store.Owed[]> =>
  store.casesOwed(ctx.db, ctx.now, after, most)

/** After a restore nobody is owed a word at once: whoever was due one may have had it since the backup was made. */
export async function waitWithWords(ctx: Context): Promise<void> {
  for (;;) {
    const owed = await store.casesOwed(ctx.db, ctx.now, null, 500)
    if (owed.length === 0) return
    await store.noteRestored(
      ctx.db,
      owed.map(({ id }) => ({ id: ctx.newId(), case_id: id, at: ctx.now })),
    )
  }
}

/** A word to a customer who has waited long for one, while somebody of the team is at work. */
export async function keepInTouch(ctx: Context, caseId: string): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const facts = {
    status: record.status,
    createdAt: record.created_at,
    lastWordsAt: [record.last_public_reply_at, await store.lastWordAt(ctx.db, caseId)],
  }
  if (!definition.inTouch || record.parent_id || !owesAWord(definition, facts, ctx.now)) return
  const hours = await hoursOfTeam(ctx.db, record.team_id)
  if (hours && !isOpenAt(hours, ctx.now.getTime())) return
  if (!(await store.lettersOf(ctx.db, record.account_id)).inTouch) return
  const stage = stageOf(definition, record.stage)
  const letter = await letterTo(ctx, caseId, definition.inTouch.letters, stage?.customerLabel ?? '')
  if (!letter) return
  await store.noteWord(ctx.db, { id: ctx.newId(), case_id: caseId, message_id: letter.id, at: ctx.now })
  await writeLetter(ctx, letter)
  await ctx.record({ name: 'customer.informed', caseId, content: { messageId: letter.id, of: null } })
}

/** Null where there is nobody to whom a program may write. */
async function letterTo(ctx: Context, caseId: string, letters: Letters, stage: string) {
  const found = await getCase(ctx, caseId)
  const { organisation, language: usual, ownAddresses, lead } = await store.senderFacts(ctx.db, found.team.id)
  const usable = found.replyTo.filter(({ email }) => mayWriteAutomatically(email, ownAddresses))
  const back = await store.comingBack(
    ctx.db,
    usable.map(({ email }) => email.toLowerCase()),
  )
  const to = usable.filter(({ email }) => !back.has(email.toLowerCase())).slice(0, 1)
  const author = found.owner ?? lead
  if (to.length === 0 || !author) return null
  const { language, text } = letterOf(letters, [found.language, usual], {
    name: found.contact?.name || to[0]!.name || null,
    subject: found.subject,
    number: found.number,
    stage,
    agent: author.name,
    organisation,
  })
  const subject = replySubject(found.subject, found.number)
  const from = { id: author.id, name: author.name }
  return { id: ctx.newId(), caseId, letter: 'stage' as const, to, subject, text, language, author: from }
}

export async function accountLetters(ctx: Context, id: string): Promise<AccountLetters> {
  ctx.require('customers.read')
  await requireAccount(ctx, id)
  return store.lettersOf(ctx.db, id)
}

export async function setAccountLetters(ctx: Context, id: string, letters: AccountLetters): Promise<AccountLetters> {
  ctx.require('customers.edit')
  await requireAccount(ctx, id)
  await store.saveLetters(ctx.db, id, letters)
  await ctx.record({ name: 'account.letters_set', content: { accountId: id, ...letters } })
  ctx.changed({ kind: 'account', id })
  return letters
}

async function requireAccount(ctx: Context, id: string): Promise<void> {
  if (!(await store.accountExists(ctx.db, id))) throw new Refusal('not_found', { what: 'account', id })
}
