import { type CustomerLanguage, instantText, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import { useLinkToken } from '../../../platform/link-tokens.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { secretHash } from '../../../platform/secrets.ts'
import { getCase } from '../../cases/actions/views.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import type { Approval } from '../contract.ts'
import { mayDecide } from '../rules/decide.ts'
import * as links from '../store/links.ts'
import * as store from '../store.ts'
import { type Decision, decideApproval } from './decide.ts'
import { factsOf } from './facts.ts'
import { shownTo } from './list.ts'

/** What a mail’s link leads to: nothing that the approver may not see at this moment. */
export interface DecidePage {
  state: 'ask' | 'used' | 'expired' | 'settled' | 'void' | 'not_yours' | 'invalid'
  language: CustomerLanguage
  organisation: string
  /** The reasons of a state, in words. */
  because: string
  about: About | null
}

interface About {
  approval: Approval
  /** Whom one decides for, and why. */
  instead: { name: string; because: string } | null
  number: string
  subject: string
  customer: string | null
  due: string | null
  url: string
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/
const nothing = Buffer.alloc(0)

type Found = { link: links.DecideLink; actor: Actor; row: store.ApprovalRow }

/** Looks and changes nothing: mail scanners open every link. */
export async function showDecision(as: ReadingAs, token: string): Promise<DecidePage> {
  return (await look(as, token)).page
}

/** A context to read in, as somebody or as nobody. */
export type ReadingAs = (actor: Actor | null) => Context

async function look(as: ReadingAs, token: string): Promise<{ page: DecidePage; actor: Actor | null }> {
  const ctx = as(null)
  const link = await links.findLink(ctx.db, tokenShape.test(token) ? secretHash(token) : nothing)
  const found = await standing(ctx, link)
  return { page: await pageOf(as, link, found), actor: found?.actor ?? null }
}

/** Takes the word of whoever holds the link; it is good for one. */
export async function answerDecision(
  as: ReadingAs,
  act: <T>(actor: Actor, work: (ctx: Context) => Promise<T>) => Promise<T>,
  token: string,
  decision: Decision,
): Promise<{ page: DecidePage; done: boolean }> {
  const { page, actor } = await look(as, token)
  if (page.state !== 'ask' || !actor) return { page, done: false }
  try {
    return await act(actor, async (ctx) => {
      const tokenHash = secretHash(token)
      const link = (await links.findLink(ctx.db, tokenHash))!
      // Of two answers at the same time, one takes the link and the other finds it used.
      if (!(await useLinkToken(ctx.db, { tokenHash, purpose: links.purpose }, ctx.now)))
        return { page: { ...page, state: 'used' }, done: false }
      const { selfCheck } = page.about!.approval
      await decideApproval(ctx, link.approvalId, {
        ...decision,
        byMail: true,
        ...(selfCheck && decision.decision === 'approved' && { checkedAgain: true }),
      })
      return { page, done: true }
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Somebody was faster: the page says how it stands now, and the link was not used.
    return { page: await showDecision(as, token), done: false }
  }
}

/** Whom the link stands for, as long as they work here and may see the case. */
async function standing(ctx: Context, link: links.DecideLink | undefined): Promise<Found | null> {
  const row = link && (await store.findApproval(ctx.db, link.approvalId))
  if (!link || !row) return null
  const [actor] = await actorsOf(ctx.db, [link.personId])
  const sees = await whoMaySee(ctx.db, [link.personId], [row.case_id])
  return actor && sees(link.personId, row.case_id) ? { link, actor, row } : null
}

async function pageOf(as: ReadingAs, link: links.DecideLink | undefined, found: Found | null): Promise<DecidePage> {
  const ctx = as(null)
  const reader = await links.readerOf(ctx.db, link?.personId ?? null)
  const language = spokenLanguage(...reader.languages)
  const plain = { language, organisation: reader.organisation, because: '', about: null }
  if (!link || !found) return { ...plain, state: 'invalid' }
  if (link.usedAt) return { ...plain, state: 'used' }
  if (link.expiresAt <= ctx.now) return { ...plain, state: 'expired' }
  const { actor, row } = found
  if (row.state === 'void') return { ...plain, state: 'void', because: row.settled_because ?? '' }
  if (row.state !== 'waiting') return { ...plain, state: 'settled' }
  const may = mayDecide(factsOf(row), { id: actor.id!, barred: row.barred, selfCheck: row.self_check }, ctx.now)
  if (!may.ok) return { ...plain, state: 'not_yours', because: may.because }
  const theirs = as(actor)
  const { number, subject, account, contact } = await getCase(theirs, row.case_id)
  const vote = row.votes.find(({ id }) => id === may.vote.id)!
  const about: About = {
    approval: await shownTo(theirs, row),
    instead: vote.personId === actor.id ? null : { name: vote.name, because: vote.standInBecause ?? '' },
    number,
    subject,
    customer: account?.name ?? contact?.name ?? null,
    due: row.due_at && instantText(row.due_at, language, reader.timeZone),
    url: `${ctx.config.links}/cases/${number}`,
  }
  return { ...plain, state: 'ask', about }
}
