import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { migrateHere } from '../../cases/actions/migrate-batch.ts'
import { migrateCases } from '../../cases/actions/migrate-type.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { transitionCase } from '../../cases/actions/transition-case.ts'
import { saveDraft } from '../../casetypes/actions/drafts.ts'
import { exampleType } from '../../casetypes/actions/example.ts'
import { changeType, createType } from '../../casetypes/actions.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import { logCall } from '../../conversations/actions/write-message.ts'
import type { DemoContact } from '../rules/company/contacts.ts'
import { DAY } from '../rules/timing.ts'
import { visits, workday } from '../rules/visits.ts'
import * as store from '../store/loading.ts'
import type { Company } from './make-company.ts'

const spoken = { direction: 'out', outcome: 'Answered', reached: true, seconds: 240 } as const

/** A type of Norrvik's own, in its second version with a third being drawn, and its cases: one of them came along. */
export async function makeType(
  retell: Retell,
  company: Company,
  contacts: readonly DemoContact[],
  now: Date,
): Promise<string[]> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)
  const teamId = company.teamIds.technical
  const siteVisit = exampleType()
  const { answer: type } = await retell(systemActor, daysAgo(40), async (ctx) => {
    const made = await createType(ctx, { definition: siteVisit.first, teamId })
    await store.markType(ctx.db, made.id)
    return made
  })
  const open = async (visit: (typeof visits)[number], contact: DemoContact): Promise<string> => {
    const contactId = company.contactIds.get(contact.email)!
    const { subject, text, priority, custom } = visit
    const jonas = company.actors.jonas
    const { answer: id } = await retell(systemActor, workday(now, visit.daysAgo, 8), async (ctx) => {
      const made = await openCase(ctx, {
        ...{ subject, text, priority, custom: { ...custom }, typeKey: type.key, contactId, teamId, language: 'en' },
        ...{ ownerId: jonas.id!, channel: 'form', opening: 'customer', receivedAt: ctx.now, demo: true },
      })
      await insertFirstMessage(ctx, made, { text, from: 'customer', contactId })
      return made.id
    })
    const stage = visit.version === 1 ? 'planning' : 'preparation'
    await retell(jonas, workday(now, visit.daysAgo, 9), (ctx) => logCall(ctx, id, { ...spoken, text: visit.call }))
    await retell(jonas, workday(now, visit.daysAgo, 10), (ctx) => transitionCase(ctx, id, { stage }))
    return id
  }
  const english = contacts.filter(({ tongue }) => tongue === 'en')
  const first = await open(visits[0], english[3 % english.length]!)
  await retell(systemActor, daysAgo(8), (ctx) => changeType(ctx, type.id, { version: 1, definition: siteVisit.second }))
  const { jobs } = await retell(systemActor, daysAgo(8), (ctx) =>
    migrateCases(ctx, type.id, { version: 2, stages: siteVisit.mapping.stages, fields: siteVisit.mapping.fields }),
  )
  for (const { payload } of jobs.filter(({ job }) => job === 'migrate-cases'))
    await retell(systemActor, daysAgo(8), (ctx) => migrateHere(ctx, payload as never))
  const second = await open(visits[1], english[11 % english.length]!)
  await retell(systemActor, daysAgo(1), (ctx) =>
    saveDraft(ctx, type.id, { version: null, basedOn: 2, definition: { ...siteVisit.drawn }, teamId }),
  )
  for (const [at, id] of [first, second].entries())
    await retell(company.actors.jonas, workday(now, 1, 12), (ctx) =>
      logCall(ctx, id, { ...spoken, text: visits[at]!.lately }),
    )
  return [first, second]
}
