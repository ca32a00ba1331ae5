import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority, Status } from '../../../platform/shapes.ts'
import { changeCase } from '../../cases/actions/change-case.ts'
import { letWatch } from '../../cases/actions/facts.ts'
import { loadToRead, loadToWork } from '../../cases/actions/load.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { isOpen } from '../../cases/rules/lifecycle.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import type { relationsContract } from '../contract.ts'
import { deepest } from '../rules.ts'
import * as store from '../store/links.ts'
import { endFacts, saidOf } from './link-cases.ts'

type Asked = InputOf<typeof relationsContract.openChild>['body']

/** What another team is asked for, as a case of its own: the customer of the parent reads nothing of it. */
export async function openChild(ctx: Context, ref: string, asked: Asked): Promise<string> {
  ctx.require('cases.work')
  await store.takeTurn(ctx.db)
  const { record: parent } = await loadToWork(ctx, ref)
  const { ancestors, number } = await endFacts(ctx, parent)
  if (!isOpen(parent.status as Status))
    throw new Refusal('cannot_be_linked', { because: `${number} is resolved. Reopen it first.` })
  if (ancestors.length + 2 > deepest)
    throw new Refusal('cannot_be_linked', { because: `A family is ${deepest} levels deep at most.` })
  const opened = await openCase(ctx, {
    subject: asked.subject,
    text: asked.note ?? '',
    typeId: asked.typeId,
    teamId: asked.teamId,
    ownerId: asked.ownerId,
    priority: parent.priority as Priority,
    contactId: parent.contact_id,
    accountId: parent.account_id,
    productId: parent.product_id,
    assetId: parent.asset_id,
    language: parent.language,
    channel: ctx.actor.kind === 'key' ? 'api' : 'agent',
    restricted: parent.restricted,
    demo: parent.demo,
    opening: 'agent',
    receivedAt: ctx.now,
    parentId: parent.id,
  })
  // Whoever asks reads the answer, also where the other team alone would see it.
  const asking = new Set([parent.owner_id, ctx.actor.kind === 'person' ? ctx.actor.id : null])
  if (opened.restricted) for (const id of asking) if (id) await letWatch(ctx, opened.id, id)
  if (asked.note) await insertFirstMessage(ctx, opened, { text: asked.note, from: 'colleague', contactId: null })
  const child = { id: opened.id, number: opened.number, restricted: opened.restricted }
  const causeId = await ctx.record({
    name: 'case.linked',
    caseId: parent.id,
    causeId: opened.openedEventId,
    content: { link: 'child', opened: true, ...saidOf(child) },
  })
  await ctx.record({
    name: 'case.linked',
    caseId: opened.id,
    causeId,
    content: { link: 'parent', opened: true, ...saidOf(parent) },
  })
  if (asked.dueAt) await setDue(ctx, opened.id, parent.number, asked.dueAt)
  return opened.id
}

async function setDue(ctx: Context, id: string, parent: number, dueAt: string): Promise<void> {
  const { version } = await loadToRead(ctx, id)
  await changeCase(ctx, id, { version, nextStep: { text: `Answer ${caseNumberText(parent)}`, whose: 'us', dueAt } })
}
