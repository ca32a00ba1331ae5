import type { Actor } from '../../../platform/context.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { changeCase } from '../../cases/actions/change-case.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { transitionCase } from '../../cases/actions/transition-case.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import { linkIncidents } from '../../relations/actions/link-incidents.ts'
import { openChild } from '../../relations/actions/open-child.ts'
import { previewUpdate, tellIncidents } from '../../relations/actions/tell-incidents.ts'
import { finishUpdate, writeToRecipient } from '../../relations/actions/write-updates.ts'
import { outage, startUp } from '../rules/outage.ts'
import { MINUTE } from '../rules/timing.ts'
import { caseFacts } from '../store/loading.ts'
import { tellSent } from './deliver.ts'
import { doWork } from './do-work.ts'
import type { Company } from './make-company.ts'

/** An outage with its incidents, of which everybody was told, and a case that two other teams work for. */
export async function makeFamilies(
  retell: Retell,
  company: Company,
  { incidents, parent }: { incidents: readonly string[]; parent: string },
  now: Date,
): Promise<string[]> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  const lead = company.leads.technical
  const { answer: problem } = await retell(lead, before(34), async (ctx) => {
    const opened = await openCase(ctx, {
      subject: outage.subject,
      text: outage.note,
      typeKey: 'service_outage',
      priority: 'critical',
      teamId: company.teamIds.technical,
      ownerId: lead.id!,
      channel: 'agent',
      opening: 'agent',
      receivedAt: ctx.now,
      demo: true,
    })
    await insertFirstMessage(ctx, opened, { text: outage.note, from: 'colleague', contactId: null })
    await ctx.settle()
    await linkIncidents(ctx, opened.id, incidents)
    return opened.id
  })
  await contain(retell, lead, problem, before(26))
  const children: string[] = []
  for (const { team, subject, note } of startUp.children) {
    const asked = { subject, note, teamId: company.teamIds[team] }
    children.push((await retell(company.leads.technical, before(30), (ctx) => openChild(ctx, parent, asked))).answer)
  }
  await tellEverybody(retell, company, problem, before(12))
  return [problem, ...children]
}

/** What is down is known, and is being contained; whom it touches is for the colleagues who know the customers to say. */
async function contain(retell: Retell, lead: Actor, problem: string, at: Date): Promise<void> {
  await retell(lead, at, async (ctx) => {
    await transitionCase(ctx, problem, { stage: 'confirm' })
    await doWork(ctx, problem, 'contain')
    const { version } = await caseFacts(ctx.db, problem)
    await changeCase(ctx, problem, { version, custom: outage.known })
    await transitionCase(ctx, problem, { stage: 'contain' })
  })
}

async function tellEverybody(retell: Retell, company: Company, problem: string, at: Date): Promise<void> {
  const lead = company.leads.technical
  const { answer } = await retell(lead, at, async (ctx) => {
    const { recipients } = await previewUpdate(ctx, problem)
    const update = await tellIncidents(ctx, problem, {
      text: outage.update,
      inLanguages: { de: outage.inGerman },
      recipients: recipients.length,
      undoSeconds: 20,
    })
    return { id: update.id, emails: recipients.map(({ email }) => email) }
  })
  const leaves = new Date(at.getTime() + 20_000)
  for (const email of answer.emails) {
    const { jobs } = await retell(lead, leaves, (ctx) => writeToRecipient(ctx, answer.id, email))
    for (const { job, payload } of jobs)
      if (job === 'send-message')
        await retell(systemActor, new Date(leaves.getTime() + 2000), (ctx) => tellSent(ctx, String(payload.messageId)))
  }
  await retell(systemActor, leaves, (ctx) => finishUpdate(ctx, answer.id))
}
