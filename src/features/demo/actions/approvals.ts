import type { Actor } from '../../../platform/context.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { decideApproval } from '../../approvals/actions/decide.ts'
import { listApprovals } from '../../approvals/actions/list.ts'
import { askByHand } from '../../approvals/actions/requests.ts'
import type { Approval } from '../../approvals/contract.ts'
import { getCase } from '../../cases/actions/views.ts'
import { HOUR } from '../rules/timing.ts'
import type { Company } from './make-company.ts'

/** Lets everybody agree whose word a case needs before it goes on to a stage, or is resolved with a code. */
export async function giveApprovals(
  retell: Retell,
  company: Company,
  { caseId, owner }: { caseId: string; owner: Actor },
  at: Date,
  to: { stage: string } | { code: string },
): Promise<void> {
  await retell(owner, at, async (ctx) => {
    const found = await getCase(ctx.asSystem(), caseId)
    const asks =
      'code' in to
        ? found.closure.requirements.filter(({ codes }) => !codes || codes.includes(to.code))
        : (found.stages.find(({ key }) => key === to.stage)?.requirements ?? [])
    const waiting = (await listApprovals(ctx.asSystem(), caseId)).filter(({ state }) => state === 'waiting')
    for (const { key } of asks.filter(({ met, key }) => !met && key.startsWith('approval:'))) {
      const wanted = key.slice('approval:'.length)
      if (!waiting.some((each) => each.key === wanted || each.id === wanted))
        await askByHand(ctx, caseId, { key: wanted })
    }
  })
  for (let open = await waitingOn(retell, caseId, at); open[0]; open = await waitingOn(retell, caseId, at))
    if (!(await decideAs(retell, company, open[0], at, 'approved'))) return
}

/** In passing, whoever was asked hours ago has decided by now: mostly yes. */
export async function decideInPassing(
  retell: Retell,
  company: Company,
  { caseId, subject }: { caseId: string; subject: string },
  at: Date,
): Promise<void> {
  for (const approval of await waitingOn(retell, caseId, at)) {
    if (at.getTime() - Date.parse(approval.requestedAt) < 3 * HOUR) continue
    const against = approval.key !== null && approval.round === 1 && subject.length % 4 === 0
    await decideAs(retell, company, approval, at, against ? 'rejected' : 'approved')
  }
}

/** What owners ask for in their own words, by what their case is about. */
const favours: readonly { about: RegExp; title: string; asks: string; withFinance: boolean }[] = [
  {
    about: /^Loan pump/,
    title: 'Loan pump free of charge until the repair is done',
    asks: 'About two weeks, worth 380 EUR of rent. The customer would stand still without it.',
    withFinance: true,
  },
  {
    about: /^(Crack in the housing|Warranty refused)/,
    title: 'Goodwill although the warranty is in doubt',
    asks: 'We would take half of the repair. The customer has bought from us for years.',
    withFinance: false,
  },
  {
    about: /^Display went dark/,
    title: 'New display before the old one is back',
    asks: 'It leaves today, and we trust that the old one is returned.',
    withFinance: true,
  },
]

/** Asks once for what a case like this calls for. */
export async function askFavour(
  retell: Retell,
  company: Company,
  { caseId, owner, subject }: { caseId: string; owner: Actor; subject: string },
  at: Date,
): Promise<void> {
  const favour = favours.find(({ about }) => about.test(subject))
  if (!favour) return
  const finance = { who: 'person' as const, personId: company.leads.finance.id! }
  await retell(owner, at, async (ctx) => {
    const { status } = await getCase(ctx.asSystem(), caseId)
    if (status === 'resolved' || status === 'closed') return
    if ((await listApprovals(ctx.asSystem(), caseId)).length > 0) return
    const { title, asks, withFinance } = favour
    const approvers = withFinance ? [{ who: 'lead' as const }, finance] : [{ who: 'lead' as const }]
    await askByHand(ctx, caseId, { title, asks, approvers, mode: 'all', inOrder: withFinance, holds: true })
  })
}

async function waitingOn(retell: Retell, caseId: string, at: Date): Promise<Approval[]> {
  const { answer } = await retell(systemActor, at, (ctx) => listApprovals(ctx, caseId))
  return answer.filter(({ state }) => state === 'waiting')
}

/** False where nobody of the company is asked. */
async function decideAs(
  retell: Retell,
  company: Company,
  { id, votes, title }: Approval,
  at: Date,
  decision: 'approved' | 'rejected',
): Promise<boolean> {
  const vote = votes.find(({ next }) => next)
  const actor = vote && company.actorById.get((vote.standIn ?? vote.person).id)
  if (!actor) return false
  const comment =
    decision === 'rejected' ? 'The papers do not carry this yet. What did the customer agree to?' : undefined
  await retell(actor, at, (ctx) => decideApproval(ctx, id, { decision, comment: comment ?? said(title) }))
  return true
}

const said = (title: string): string => (title.startsWith('Refund') ? 'Right, pay it back.' : 'Agreed.')
