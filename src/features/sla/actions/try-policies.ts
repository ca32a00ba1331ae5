import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOf, knownCalendar } from '../../calendars/actions.ts'
import { placesOf } from '../../cases/actions/expect-case.ts'
import { readableFields } from '../../cases/actions/fields.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { usualQueue } from '../../cases/rules/place.ts'
import type { PolicyTrial, Tried, trialContract } from '../contract/trial.ts'
import type { SlaPolicy } from '../contract.ts'
import type { Terms } from '../rules/terms.ts'
import { calendarsOf, type Timekeeping } from '../rules/timeline.ts'
import { clocksOfNew, clocksUnder, type TriedClock, type TriedPolicy, tryAll } from '../rules/trial.ts'
import { readTime } from '../store/clocks.ts'
import { currentPolicies, policiesAt, type TermsFacts, termsFactsOf } from '../store/policies.ts'
import { imaginedFacts } from '../store/trial.ts'
import { caseFacts, termsFor } from './agree-terms.ts'
import { inWords } from './conditions-in-words.ts'

type Asked = InputOf<(typeof trialContract)['tryPolicies']>['body']
type Facts = Omit<TermsFacts, 'typeId' | 'typeVersion'> & { typeId: string | null; typeVersion: number | null }

/** Which policy a case would get now and why, decided by what decides in earnest; nothing is kept. */
export async function tryPolicies(ctx: Context, asked: Asked): Promise<PolicyTrial> {
  ctx.require('settings.read')
  const record = asked.case === undefined ? null : await loadToRead(ctx, asked.case)
  const facts: Facts = record ? (await termsFactsOf(ctx.db, [record.id])).get(record.id)! : await imagined(ctx, asked)
  const type = facts.typeId && facts.typeVersion !== null ? { id: facts.typeId, version: facts.typeVersion } : null
  const mayRead = record && type ? await readableFields(ctx, type) : () => true
  requireReadable(ctx, asked.draft, mayRead)
  const { chosen, tried } = tryAll(await allPolicies(ctx, asked.draft), caseFacts(facts), facts.contractPolicyId)
  const keeping = record ? ((await readTime(ctx.db, record.id))?.keeping ?? null) : null
  const held = keeping?.time.terms ?? null
  // A case goes on by the version of its policy that it has; what is drawn is tried as if open cases followed it.
  const stays = chosen && held?.policyId === chosen.id && chosen.version !== drawnVersion ? held.policyVersion : null
  const [agreed] = chosen && stays !== null ? await policiesAt(ctx.db, [{ id: chosen.id, version: stays }]) : [chosen]
  const terms = agreed ? termsFor(facts, agreed) : null
  const clocks = await clocksOn(ctx, { facts, keeping, isNew: record === null, terms })
  return {
    case: record && { id: record.id, number: caseNumberText(record.number), subject: record.subject },
    priority: facts.priority,
    tried: await Promise.all(tried.map((each, at) => shown(ctx, { type, mayRead }, each, at + 1))),
    policy: chosen && { id: chosen.id, name: chosen.name, version: versionOf(chosen) },
    holds: stays !== null && stays !== chosen?.version ? stays : null,
    clocks: await Promise.all(clocks.map((each) => shownClock(ctx, each))),
  }
}

/** What is drawn has no version yet. */
const drawnVersion = 1_000_000
const versionOf = ({ version }: SlaPolicy) => (version === drawnVersion ? null : version)

async function imagined(ctx: Context, asked: Asked): Promise<Facts> {
  if (asked.accountId ?? asked.contractId) ctx.require('customers.read')
  const { typeId, accountId, tier, contractId, teamId, productId, priority, channel, tags } = asked
  const named = { typeId, accountId, contractId, teamId, productId }
  const usual = teamId || !typeId ? null : await usualTeam(ctx, typeId)
  const facts = await imaginedFacts(ctx.db, {
    ...{ priority, channel, tags, tier: tier ?? null },
    ...{ typeId: typeId ?? null, accountId: accountId ?? null, contractId: contractId ?? null },
    ...{ teamId: teamId ?? usual, productId: productId ?? null },
  })
  const found = { typeId: facts.typeId, accountId: facts.account, contractId: facts.contract, teamId: facts.team }
  const there = { ...found, productId: facts.product }
  for (const [name, id] of Object.entries(named))
    if (id && there[name as keyof typeof there] !== id)
      throw new Refusal('not_found', { what: name.replace('Id', ''), id })
  return facts
}

/** The team to which a case of the type goes where no rule of intake sends it elsewhere. */
async function usualTeam(ctx: Context, typeId: string): Promise<string | null> {
  const { queues, types } = await placesOf(ctx, null, null)
  const type = types.find(({ id }) => id === typeId)
  return (type && usualQueue(queues, type, {})?.teamId) ?? null
}

/** Every policy in its order, with what is drawn in the place of what it replaces. */
async function allPolicies(ctx: Context, draft: Asked['draft']): Promise<{ policy: SlaPolicy; off: boolean }[]> {
  const all = (await currentPolicies(ctx.db)).map(({ disabled, ...policy }) => ({ policy, off: disabled }))
  if (!draft) return all
  const policy = { ...draft.policy, id: draft.id ?? ctx.newId(), version: drawnVersion }
  if (all.some((each) => each.policy.id === policy.id))
    return all.map((each) => (each.policy.id === policy.id ? { ...each, policy } : each))
  const place = Math.min(policy.position, all.length)
  return [...all.slice(0, place), { policy, off: false }, ...all.slice(place)]
}

interface Situation {
  facts: Facts
  keeping: Timekeeping | null
  isNew: boolean
  terms: Terms | null
}

async function clocksOn(ctx: Context, { facts, keeping, isNew, terms }: Situation): Promise<TriedClock[]> {
  const now = ctx.now.getTime()
  const applied = { name: 'clock.policy_applied', at: now, recordedAt: now, causeId: null, content: { terms } }
  const calendars = await hoursOf(ctx.db, calendarsOf(keeping, applied))
  if (isNew) return clocksOfNew({ teamId: facts.team, tags: facts.tags, terms }, now, calendars)
  return keeping ? clocksUnder(keeping, terms, now, calendars) : []
}

interface Reading {
  type: { id: string; version: number } | null
  mayRead: (key: string) => boolean
}

/** Whether a condition holds tells what a field holds, one guess after the other. */
async function shown(
  ctx: Context,
  { type, mayRead }: Reading,
  { policy, outcome, byContract, conditions }: TriedPolicy,
  place: number,
): Promise<Tried> {
  const { id, name } = policy
  const told = await inWords(ctx, type, conditions)
  return {
    ...{ id, name, version: versionOf(policy), place, outcome, byContract },
    conditions: told.map((each) =>
      each.field === 'custom' && !mayRead(each.key!) ? { ...each, values: [], saw: [], held: null } : each,
    ),
  }
}

/** Nobody asks by a draft what they may not read, nor what an account is called whom they may not look at. */
function requireReadable(ctx: Context, draft: Asked['draft'], mayRead: Reading['mayRead']): void {
  const conditions = draft?.policy.conditions ?? []
  if (conditions.some(({ field }) => field === 'account' || field === 'contract')) ctx.require('customers.read')
  const closed = conditions.flatMap(({ field, key }, at) => (field === 'custom' && !mayRead(key!) ? [at] : []))
  if (closed.length === 0) return
  const message = 'asks for a field that you may not read on this case'
  throw new Refusal('malformed', {
    fields: closed.map((at) => ({ path: `body.draft.policy.conditions.${at}`, message })),
  })
}

async function shownClock(ctx: Context, { clock, dueBefore }: TriedClock): Promise<PolicyTrial['clocks'][number]> {
  const ref = clock.stretches.at(-1)?.calendar ?? null
  const calendar = ref && (await knownCalendar(ctx, ref.id))
  const text = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
  return {
    metric: clock.metric,
    milestone: clock.milestone?.name ?? null,
    state: clock.state,
    targetSeconds: clock.targetSeconds,
    calendar: ref && calendar ? { ...calendar, because: ref.because } : null,
    pinned: clock.pinnedDueAt !== null,
    dueBefore: text(dueBefore),
    dueAfter: text(clock.dueAt),
  }
}
