import { dayText, filled, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { linkPlaceholder, makeLetterLink } from '../../../platform/letter-links.ts'
import { loadToChange } from '../../cases/actions/load.ts'
import { resolutionLetter } from '../../cases/actions/resolution-readers.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { SurveyKind } from '../../casetypes/contract/surveys.ts'
import { writeLetter } from '../../conversations/actions/write-letter.ts'
import { replySubject } from '../../conversations/rules.ts'
import { isToAsk, linkDays } from '../rules.ts'
import * as store from '../store.ts'
import { texts } from '../texts.ts'

export const surveysDue = store.dueSurveys

/** A customer who was told of a resolution is asked later how it was, where the type says so; of a child nothing is told. */
export async function planSurvey(ctx: Context, event: RecordedEvent): Promise<void> {
  if (!event.caseId || event.content.tellCustomer !== true) return
  await store.plan(ctx.db, { id: ctx.newId(), caseId: event.caseId, now: ctx.now })
}

/** After a restore nobody is asked at once: whoever was due may have been asked since the backup was made. */
export const leaveDueSurveys = (ctx: Context): Promise<void> => store.leaveDue(ctx.db, ctx.now)

/** Asks the customer of a case how it was, or notes why not: looked at when it is due, not when it was planned. */
export async function ask(ctx: Context, id: string, caseId: string): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const planned = await store.lockWaiting(ctx.db, id)
  if (!planned) return
  const { number, subject, language: spoken, readers } = await resolutionLetter(ctx, caseId)
  const reader = readers.find(({ askedIn }) => askedIn === null)
  const email = reader?.email.toLowerCase() ?? ''
  if (email) await store.holdAddress(ctx.db, email)
  const code = definition.closure.codes.find(({ key }) => key === record.resolution_code)
  const decision = isToAsk(
    {
      status: record.status,
      merged: record.merged_into_id !== null,
      child: record.parent_id !== null,
      resolvedAt: record.resolved_at,
      plannedFor: planned.resolvedAt,
      endedEarly: code?.endsEarly ?? false,
      reached: reader !== undefined,
      ...(await store.askedBefore(ctx.db, reader?.contactId ?? null, email)),
      notAgainDays: planned.notAgainDays,
      dueAt: planned.dueAt,
    },
    ctx.now,
  )
  if (!decision.ask) return store.noteNotAsked(ctx.db, id, decision.because)
  const setup = await store.setupOf(ctx.db)
  const { ownerId, ownerName, ownerDeactivatedAt, leadId, leadName } = await store.whoAnswersFor(ctx.db, caseId)
  const stays = ownerId !== null && ownerName !== null && ownerDeactivatedAt === null
  const author = stays ? { id: ownerId, name: ownerName } : { id: leadId, name: leadName }
  const language = spokenLanguage(spoken, setup.language)
  const said = texts[language]
  const messageId = ctx.newId()
  const expiresAt = new Date(ctx.now.getTime() + linkDays * 86_400_000)
  await makeLetterLink(ctx, 'survey', { caseId, detail: { messageId, surveyId: id }, expiresAt })
  await writeLetter(ctx, {
    ...{ id: messageId, caseId, letter: 'survey', author, language },
    to: [{ name: reader!.called, email: reader!.email }],
    subject: replySubject(subject, caseNumberText(number)),
    text: [
      reader!.name ? filled(said.hello, { name: reader!.name }) : said.helloNobody,
      filled(said.asks, { subject, number: caseNumberText(number) }),
      linkPlaceholder(ctx, 'survey'),
      filled(said.until, { day: dayText(expiresAt, language, setup.timeZone) }),
      [author.name, setup.organisation].filter(Boolean).join('\n'),
    ].join('\n\n'),
  })
  await noteAsked(ctx, { id, caseId, kind: planned.kind as SurveyKind }, { ...reader!, email, messageId })
}

/** Notes that somebody was asked. */
export async function noteAsked(
  ctx: Context,
  survey: { id: string; caseId: string; kind: SurveyKind },
  reader: { name: string; email: string; contactId: string | null; messageId: string | null },
): Promise<void> {
  const { name, email, contactId, messageId } = reader
  await store.noteAsked(ctx.db, survey.id, { email, contactId, messageId, at: ctx.now })
  const content = { surveyId: survey.id, kind: survey.kind, who: name || email }
  await ctx.record({ name: 'survey.asked', caseId: survey.caseId, content })
}
