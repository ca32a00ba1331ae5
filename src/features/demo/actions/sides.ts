import type { Actor } from '../../../platform/context.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import type { OpeningHours } from '../../calendars/contract.ts'
import { beginSideSending, markSideSent } from '../../sideconversations/actions/delivery.ts'
import { startSide } from '../../sideconversations/actions/start.ts'
import { takeSideMail } from '../../sideconversations/actions/take-mail.ts'
import { writeOn } from '../../sideconversations/actions/write.ts'
import { asksSupplier, isAboutPumps, ofFinance, ofSupplier, supplier } from '../rules/sides.ts'
import { DAY, HOUR, MINUTE, openFrom } from '../rules/timing.ts'
import * as store from '../store/loading.ts'
import { serviceAddress } from './deliver.ts'
import type { Company } from './make-company.ts'
import type { Telling } from './tell-case.ts'

interface When {
  now: number
  hours: OpeningHours
}

/** What was asked beside the threads: of the supplier, once with an answer and once waited for, and of Finance. */
export async function tellSides(
  retell: Retell,
  company: Company,
  tellings: readonly Telling[],
  { now, hours }: When,
): Promise<void> {
  const known = tellings.find(({ planned }) => planned.known !== null)
  if (known) await askFinance(retell, company, known, now)
  const fit = tellings
    .filter(({ planned, caseId }) => caseId && asksSupplier(planned, now))
    .toSorted((a, b) => Number(isAboutPumps(b.planned)) - Number(isAboutPumps(a.planned)))
  const wanted = { open: ofSupplier.answered, on_hold: ofSupplier.waiting }
  for (const [status, said] of Object.entries(wanted)) {
    const telling = await firstThat(retell, fit, status, now)
    if (telling) await askSupplier(retell, telling, said, { now, hours })
  }
}

async function firstThat(retell: Retell, tellings: readonly Telling[], status: string, now: number) {
  for (const telling of tellings) {
    const { answer } = await retell(systemActor, new Date(now), (ctx) => store.caseFacts(ctx.db, telling.caseId!))
    if (answer.status === status && answer.ownerId === telling.owner.id) return telling
  }
  return undefined
}

async function askSupplier(
  retell: Retell,
  { caseId, owner, planned }: Telling,
  said: (typeof ofSupplier)['answered'],
  { now, hours }: When,
): Promise<void> {
  const askedAt = new Date(Math.max(planned.moves.at(-1)!.at + 5 * MINUTE, now - 26 * HOUR))
  const { answer: side, jobs } = await retell(owner, askedAt, (ctx) =>
    startSide(ctx, caseId!, {
      kind: 'mail',
      party: supplier.party,
      to: [{ name: supplier.name, email: supplier.email }],
      cc: [],
      undoSeconds: 0,
      subject: said.subject,
      text: said.asked,
      fileIds: [],
      dueAt: new Date(openFrom(hours, now + DAY)).toISOString(),
      onCase: said.answered === null ? 'on_hold' : 'nothing',
    }),
  )
  for (const { payload } of jobs.filter(({ job }) => job === 'send-side-message'))
    await retell(systemActor, new Date(askedAt.getTime() + 2000), async (ctx) => {
      const id = String(payload.messageId)
      const identity = { messageId: `<${id}@norrvik.example>`, fromEmail: serviceAddress }
      await beginSideSending(ctx, id, async () => ({ ...identity, inReplyTo: null, references: [] }))
      await markSideSent(ctx, id, { to: [supplier.email], refused: [] })
    })
  if (said.answered === null) return
  const text = said.answered
  await retell(systemActor, new Date(Math.max(askedAt.getTime() + MINUTE, now - 70 * MINUTE)), (ctx) =>
    takeSideMail(ctx, side.id, {
      mailId: null,
      receivedAt: ctx.now,
      from: { name: supplier.name, email: supplier.email },
      to: [{ name: owner.name, email: serviceAddress }],
      cc: [],
      subject: `Re: ${said.subject}`,
      text,
      html: null,
      visibleText: text,
      quotedText: null,
      language: 'en',
      messageId: `<${side.id}@helvar.example>`,
      inReplyTo: null,
      references: [],
      machine: false,
      bounce: false,
      imported: false,
      letIn: false,
      because: 'reference',
      files: [],
    }),
  )
}

/** The thread of the case has its note about the same; the figures that the customer must not see stand here. */
async function askFinance(retell: Retell, company: Company, { caseId, owner }: Telling, now: number): Promise<void> {
  const finance: Actor = company.leads.finance
  const { answer: side } = await retell(owner, new Date(now - 100 * MINUTE), (ctx) =>
    startSide(ctx, caseId!, {
      kind: 'internal',
      teamId: company.teamIds.finance,
      subject: ofFinance.subject,
      text: ofFinance.asked,
      fileIds: [],
      dueAt: null,
      onCase: 'nothing',
    }),
  )
  await retell(finance, new Date(now - 65 * MINUTE), (ctx) =>
    writeOn(ctx, side.id, { text: ofFinance.answered, fileIds: [], undoSeconds: 0 }),
  )
}
