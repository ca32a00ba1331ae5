import { type CustomerLanguage, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import { useLinkToken } from '../../../platform/link-tokens.ts'
import { secretHash } from '../../../platform/secrets.ts'
import type { Named } from '../../../platform/shapes.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { SurveyKind } from '../../casetypes/contract/surveys.ts'
import { absenceOf, isAssignable } from '../../people/rules.ts'
import { addTask } from '../../tasks/actions.ts'
import { longestWords, readingOf, scoreOf, scoreWords } from '../rules.ts'
import * as store from '../store.ts'

/** What a letter's link leads to, in words that the customer may read; nothing internal is in it. */
export interface SurveyPage {
  state: 'ask' | 'answered' | 'invalid'
  language: CustomerLanguage
  organisation: string
  kind: SurveyKind
  number: string
  subject: string
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/
const hashOf = (token: string) => (tokenShape.test(token) ? secretHash(token) : Buffer.alloc(0))

/** Looks and changes nothing: mail scanners open every link. */
export async function showSurvey(ctx: Context, token: string): Promise<SurveyPage> {
  return pageOf(ctx, await store.findSurveyLink(ctx.db, hashOf(token)))
}

export type WrongAnswer = 'choose' | 'tooLong'
type Act = <T>(actor: Actor | null, work: (ctx: Context) => Promise<T>) => Promise<T>

/** Takes the customer's answer; the link is good for one. `wrong` says what keeps it from being taken. */
export async function answerSurvey(
  act: Act,
  token: string,
  { scores, words }: { scores: readonly string[]; words: string },
): Promise<{ page: SurveyPage; done: boolean; wrong: WrongAnswer | null }> {
  const tokenHash = hashOf(token)
  const found = await act(null, (ctx) => store.findSurveyLink(ctx.db, tokenHash))
  return act(found ? customerOf(found) : null, async (ctx) => {
    const page = await pageOf(ctx, found)
    if (!found || page.state !== 'ask') return { page, done: false, wrong: null }
    const score = scoreOf(page.kind, scores)
    if (score === null) return { page, done: false, wrong: 'choose' }
    if (words.length > longestWords) return { page, done: false, wrong: 'tooLong' }
    // Of two answers at the same time, one takes the link and the other finds it used.
    if (!(await useLinkToken(ctx.db, { tokenHash, purpose: store.purpose }, ctx.now)))
      return { page: { ...page, state: 'answered' }, done: false, wrong: null }
    const { id, caseId, contactName, email } = found
    const who = contactName || email || ''
    await takeAnswer(ctx, { id, caseId, kind: page.kind, who }, { score, words: words || null })
    return { page, done: true, wrong: null }
  })
}

/**
 * An answer stands beside the case; its words are on no timeline. A low one is somebody's to ask about: a task of the owner,
 * or of the team where the owner is away. What is closed takes no work: there the lead of the team is told.
 */
export async function takeAnswer(
  ctx: Context,
  survey: { id: string; caseId: string; kind: SurveyKind; who: string },
  { score, words }: { score: number; words: string | null },
): Promise<void> {
  const { id, caseId, kind, who } = survey
  if (!(await store.noteAnswer(ctx.db, id, { score, words, at: ctx.now }))) return
  const reading = readingOf(kind, score)
  const said = `${who}: ${scoreWords(kind, score)}`
  const follow = reading === 'low' ? await followUpOf(ctx, caseId) : null
  const content = { surveyId: id, kind, score, reading, who, said, to: follow ? [follow.told] : [] }
  await ctx.record({ name: 'survey.answered', caseId, content })
  if (!follow?.task) return
  const title = `Ask ${who} why: ${scoreWords(kind, score)}`.slice(0, 300)
  await addTask(ctx.asSystem(), follow.task, { ...follow.task, title, mandatory: false })
}

async function followUpOf(ctx: Context, caseId: string) {
  const facts = await store.whoAnswersFor(ctx.db, caseId)
  const lead = { id: facts.leadId, name: facts.leadName }
  const owner = ownerHere(facts, ctx.now)
  if (facts.status === 'closed') return { told: lead, task: null }
  const task = { id: caseId, teamId: facts.teamId, ownerId: owner?.id ?? null, stage: facts.stage }
  return { told: owner ?? lead, task }
}

/** The owner, where they are there to do it. */
function ownerHere(facts: Awaited<ReturnType<typeof store.whoAnswersFor>>, now: Date): Named | null {
  const { ownerId, ownerName, ownerRole, ownerStatus, ownerStatusSince, ownerAwayUntil, ownerDeactivatedAt } = facts
  if (!ownerId || ownerName === null || !ownerStatusSince || !isAssignable(ownerRole as 'agent')) return null
  const { absent } = absenceOf(
    {
      status: ownerStatus as 'online',
      statusSince: ownerStatusSince,
      awayUntil: ownerAwayUntil,
      deactivatedAt: ownerDeactivatedAt,
    },
    now,
  )
  return absent ? null : { id: ownerId, name: ownerName }
}

/** The customer, for this one act on this one case: the link was proof enough for it, and for nothing else. */
const customerOf = (link: store.SurveyLink): Actor => ({
  kind: 'contact',
  id: link.contactId,
  name: link.contactName || link.email || '',
  role: null,
  rights: new Set(),
  teamIds: [],
})

async function pageOf(ctx: Context, link: store.SurveyLink | undefined): Promise<SurveyPage> {
  const setup = await store.setupOf(ctx.db)
  const answered = link !== undefined && (link.usedAt !== null || link.answeredAt !== null)
  const valid = link !== undefined && (answered || link.expiresAt > ctx.now)
  return {
    state: !valid ? 'invalid' : answered ? 'answered' : 'ask',
    language: spokenLanguage(link?.language, setup.language),
    organisation: setup.organisation,
    kind: (link?.kind ?? 'csat') as SurveyKind,
    number: valid ? caseNumberText(link.number) : '',
    subject: valid ? link.subject : '',
  }
}
