import type { Db } from '../../../platform/context.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { takeAnswer } from '../../surveys/actions/answer.ts'
import { noteAsked } from '../../surveys/actions/ask.ts'
import { answerOf } from '../rules/answers.ts'
import { diceOf } from '../rules/random.ts'
import { DAY, HOUR } from '../rules/timing.ts'
import * as store from '../store/surveys.ts'

/** Nobody is asked twice within these, as the types say. */
const again = 30 * DAY

/** What customers of the demo company were asked afterwards, and what some of them said. */
export async function makeSurveys(retell: Retell, db: Db, now: Date): Promise<void> {
  const dice = diceOf(1811)
  const lastAsked = new Map<string, number>()
  for (const planned of await store.plannedSurveys(db, new Date(now.getTime() - HOUR))) {
    const { id, caseId, kind, contactId, contact, email, dueAt } = planned
    const at = dueAt.getTime()
    if (at - (lastAsked.get(email) ?? Number.NEGATIVE_INFINITY) < again) continue
    lastAsked.set(email, at)
    await retell(systemActor, dueAt, (ctx) =>
      noteAsked(ctx, { id, caseId, kind }, { name: contact, email, contactId, messageId: null }),
    )
    const answer = answerOf(dice, kind, planned.sla, planned.language)
    const answeredAt = answer && at + answer.hours * HOUR
    if (!answer || !answeredAt || answeredAt > now.getTime()) continue
    await retell({ ...systemActor, kind: 'contact', id: contactId, name: contact }, new Date(answeredAt), (ctx) =>
      takeAnswer(ctx, { id, caseId, kind, who: contact }, answer),
    )
  }
  await store.dropUnasked(db)
}
