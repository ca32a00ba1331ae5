import { type CustomerLanguage, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import { useLinkToken } from '../../../platform/link-tokens.ts'
import { secretHash } from '../../../platform/secrets.ts'
import { closeCase } from '../../cases/actions/resolve-case.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { takePortalMessage } from '../../conversations/actions/customer-message.ts'
import * as store from '../store.ts'

/** What a letter's link leads to, in words that the customer may read; nothing internal is in it. */
export interface ConfirmPage {
  state: 'ask' | 'closed' | 'open' | 'used' | 'invalid'
  language: CustomerLanguage
  organisation: string
  number: string
  subject: string
  summary: string
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** Looks and changes nothing: mail scanners open every link. */
export async function showConfirm(ctx: Context, token: string): Promise<ConfirmPage> {
  return pageOf(ctx, tokenShape.test(token) ? await store.findConfirmLink(ctx.db, secretHash(token)) : undefined)
}

export type Answer = { solved: true } | { solved: false; text: string }
export type Answered = {
  page: ConfirmPage
  done: 'confirmed' | 'reopened' | 'follow_up' | null
  followUp: string | null
}

/** Takes the customer's answer; the link is good for one. */
export async function answerConfirm(
  act: <T>(actor: Actor | null, work: (ctx: Context) => Promise<T>) => Promise<T>,
  token: string,
  answer: Answer,
): Promise<Answered> {
  const tokenHash = tokenShape.test(token) ? secretHash(token) : Buffer.alloc(0)
  const found = await act(null, (ctx) => store.findConfirmLink(ctx.db, tokenHash))
  return act(found ? customerOf(found) : null, async (ctx) => {
    const page = await pageOf(ctx, found)
    const nothing = { page, done: null, followUp: null }
    if (!found || (page.state !== 'ask' && page.state !== 'closed') || (answer.solved && page.state === 'closed'))
      return nothing
    // Of two answers at the same time, one takes the link and the other finds it used.
    if (!(await useLinkToken(ctx.db, { tokenHash, purpose: store.purpose }, ctx.now)))
      return { ...nothing, page: { ...page, state: 'used' } }
    if (answer.solved) {
      await ctx.record({ name: 'case.confirmed', caseId: found.caseId, content: { email: found.email } })
      await closeCase(ctx, found.caseId, 'the customer confirmed', true)
      return { page, done: 'confirmed', followUp: null }
    }
    const { followUp } = await takePortalMessage(ctx, found.caseId, {
      subject: found.subject,
      text: answer.text,
      contactId: found.contactId,
      name: found.contactName ?? '',
      email: found.email,
    })
    return { page, done: followUp ? 'follow_up' : 'reopened', followUp }
  })
}

/** The customer, for this one act on this one case: the link was proof enough for it, and for nothing else. */
const customerOf = (link: store.ConfirmLink): Actor => ({
  kind: 'contact',
  id: link.contactId,
  name: link.contactName || link.email,
  role: null,
  rights: new Set(['*']),
  teamIds: [],
})

async function pageOf(ctx: Context, link: store.ConfirmLink | undefined): Promise<ConfirmPage> {
  const setup = await store.setupOf(ctx.db)
  const valid = link !== undefined && (link.usedAt !== null || link.expiresAt > ctx.now)
  return {
    state: !valid ? 'invalid' : link.usedAt ? 'used' : stateOf(link.status),
    language: spokenLanguage(link?.language, setup.language),
    organisation: setup.organisation,
    number: valid ? caseNumberText(link.number) : '',
    subject: valid ? link.subject : '',
    summary: valid ? (link.summary ?? '') : '',
  }
}

const stateOf = (status: string) => (status === 'resolved' ? 'ask' : status === 'closed' ? 'closed' : 'open')
