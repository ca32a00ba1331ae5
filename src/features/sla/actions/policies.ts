import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { knownCalendar } from '../../calendars/actions.ts'
import type { SlaPolicy, slaContract } from '../contract.ts'
import * as store from '../store/policies.ts'

export async function listPolicies(ctx: Context): Promise<SlaPolicy[]> {
  ctx.require('settings.read')
  return store.currentPolicies(ctx.db)
}

export async function getPolicy(ctx: Context, id: string): Promise<SlaPolicy> {
  ctx.require('settings.read')
  return thePolicy(ctx, id)
}

/** A new policy holds for cases that open, or change in a way that can matter, from now on. */
export async function createPolicy(
  ctx: Context,
  asked: InputOf<typeof slaContract.createPolicy>['body'],
): Promise<SlaPolicy> {
  ctx.require('settings.edit')
  const policy: SlaPolicy = { ...asked, id: ctx.newId(), version: 1 }
  await requireCalendars(ctx, policy)
  await store.insertPolicy(ctx.db, policy, personOf(ctx), ctx.now)
  await ctx.record({ name: 'policy.created', content: { policyId: policy.id, policy: policy.name } })
  ctx.changed({ kind: 'settings', id: policy.id })
  return policy
}

/** Publishes a new version of a policy. Open cases stay on theirs unless asked to follow. */
export async function changePolicy(
  ctx: Context,
  id: string,
  { version, appliesTo, ...change }: InputOf<typeof slaContract.changePolicy>['body'],
): Promise<SlaPolicy> {
  ctx.require('settings.edit')
  const before = await thePolicy(ctx, id)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const policy: SlaPolicy = { ...before, ...given, version: version + 1 }
  await requireCalendars(ctx, policy)
  if (!(await store.updatePolicy(ctx.db, policy, personOf(ctx), ctx.now)))
    throw new Refusal('changed_meanwhile', { current: await thePolicy(ctx, id) })
  await ctx.record({
    name: 'policy.changed',
    content: { policyId: id, policy: policy.name, version: policy.version, changed: Object.keys(given), appliesTo },
  })
  ctx.changed({ kind: 'settings', id })
  return policy
}

async function thePolicy(ctx: Context, id: string): Promise<SlaPolicy> {
  const policy = await store.currentPolicy(ctx.db, id)
  if (!policy) throw new Refusal('not_found', { what: 'policy', id })
  return policy
}

async function requireCalendars(ctx: Context, { targets }: SlaPolicy): Promise<void> {
  const ids = Object.values(targets).flatMap((ofPriority) =>
    Object.values(ofPriority ?? {}).flatMap((target) => target?.calendarId ?? []),
  )
  for (const id of new Set(ids)) {
    if (!(await knownCalendar(ctx, id))) throw new Refusal('not_found', { what: 'calendar', id })
  }
}

const personOf = ({ actor }: Context) => (actor.kind === 'person' ? actor.id : null)
