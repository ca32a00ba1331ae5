import type { InboundMailAnswer } from '../../src/features/mailboxes/contract.ts'
import type { SideConversation } from '../../src/features/sideconversations/contract.ts'
import { deliver, mailOf } from './mail.ts'
import type { Received, Relay } from './relay.ts'
import { eventually } from './work.ts'
import type { World } from './world.ts'

export const ingrid = 'ingrid.sollberg@meridianlabs.example'
export const supplier = 'orders@helvar.example'

type Start = Parameters<ReturnType<World['as']>['sideconversations']['startSideConversation']>[0]['body']
type ByMail = Partial<Extract<Start, { kind: 'mail' }>>

/** A case of Ingrid's that came by mail and that Ana owns, with an answer that has left. */
export async function caseByMail(world: World, relay: Relay, subject = 'Pump stands still') {
  const { caseId, caseNumber } = await deliver(
    world,
    mailOf({ Subject: subject, 'Message-ID': newId('meridianlabs.example') }, 'Our secret order 77 is late.'),
  )
  const params = { id: caseId! }
  const ana = world.as('ana')
  await ana.cases.assignCase({ params, body: { ownerId: world.people.ana } })
  await ana.conversations.sendReply({ params, body: { kind: 'reply', text: 'We look into it.' } })
  const answer = await eventually(() => relay.mails.find((mail) => mail.header('subject')?.includes(caseNumber!)))
  await eventually(async () => (await threadOf(world, caseId!)).every(({ delivery }) => delivery !== 'queued'))
  return { id: caseId!, number: caseNumber!, params, answer }
}

export const askSupplier = (world: World, caseId: string, more: ByMail = {}): Promise<SideConversation> =>
  world.as('ana').sideconversations.startSideConversation({
    params: { id: caseId },
    body: {
      kind: 'mail',
      subject: 'Impeller for a P40',
      text: 'When can you deliver?',
      to: [{ name: 'Helvar Orders', email: supplier }],
      party: 'Helvar Pumps AB',
      ...more,
    },
  })

/** The next mail that leaves for an address because of what is done. */
export async function mailTo<T>(relay: Relay, email: string, act: () => Promise<T>): Promise<[Received, T]> {
  const mails = () => relay.mails.filter((mail) => mail.to.includes(email))
  const before = mails().length
  const done = await act()
  return [await eventually(() => mails()[before]), done]
}

let count = 0
export const newId = (domain: string): string => `<side${++count}.${process.pid}@${domain}>`

export const replyToOf = (mail: Received): string => /<(.+)>/.exec(mail.header('reply-to')!)![1]!

/** A mail that answers one of ours, as a mail client writes it, unless told otherwise. */
export const answerTo = (
  world: World,
  mail: Received,
  from: string,
  headers: Record<string, string | null> = {},
  text = 'On Friday, by courier.',
): Promise<InboundMailAnswer> => {
  const all = {
    From: from,
    To: replyToOf(mail),
    Subject: `Re: ${mail.header('subject')}`,
    'In-Reply-To': mail.header('message-id')!,
    References: mail.header('message-id')!,
    'Message-ID': newId('helvar.example'),
    ...headers,
  }
  const kept = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null))
  return deliver(world, mailOf(kept, text))
}

export const sidesOf = async (world: World, id: string) =>
  (await world.as('ana').sideconversations.listSideConversations({ params: { id } })).items

export const wordsIn = async (world: World, id: string) =>
  (await world.as('ana').sideconversations.listSideMessages({ params: { id }, query: {} })).items

export const threadOf = async (world: World, id: string) =>
  (await world.as('ana').conversations.listMessages({ params: { id }, query: { limit: 200 } })).items

export const clocksOf = async (world: World, id: string) =>
  (await world.as('ana').sla.listClocks({ params: { id } })).items.map(({ metric, state, startedAt, dueAt }) => ({
    metric,
    state,
    startedAt,
    dueAt,
  }))
